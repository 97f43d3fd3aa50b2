package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MastersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[1]",
        "local[16]",
        "local[*]",
        "local[2,3]",
        "local[*,4]",
        "spark://127.0.0.1:7077",
        "spark://one:7077,two.test:7078",
        "yarn",
        "k8s://https://cluster.test:6443"
      })
  void whatSparkKnowsIsTaken(String master) {
    assertThat(EngineSettings.of(master).master()).isEqualTo(master);
  }
}
