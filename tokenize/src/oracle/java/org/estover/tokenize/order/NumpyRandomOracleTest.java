package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;

final class NumpyRandomOracleTest {}
