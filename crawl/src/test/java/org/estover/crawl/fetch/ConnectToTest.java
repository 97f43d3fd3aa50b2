package org.estover.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectToTest {
  @Test
  void namesAreReadInAnyCase() {
    ConnectTo connectTo = ConnectTo.parse(List.of("Open.test=127.0.0.1:8080", "six.test=[::1]:1"));
    assertThat(connectTo.address("open.TEST"))
        .hasValueSatisfying(address -> assertThat(address.getPort()).isEqualTo(8080));
    assertThat(connectTo.address("six.test")).isPresent();
    assertThat(connectTo.address("other.test")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.test", "a.test=localhost:1", "a.test=127.0.0.1", "a=127.0.0.1:99999"})
  void otherFormsAreRefused(String entry) {
    assertThatThrownBy(() -> ConnectTo.parse(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(entry);
  }
}
