package org.estover.licensing.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutedPathTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/lookup, /v1/lookup",
    "/%761/lookup, /v1/lookup",
    "//v1///lookup, /v1/lookup",
    "/v1;x=1/lookup;y, /v1/lookup",
    "/v1%2flookup, /v1/lookup",
    "/hosts/%E2%82%AC, /hosts/\u20ac",
    "/v1/%zz, /v1/%zz",
    "/, /",
  })
  void isTheOneThatFindsTheRoute(String sent, String routed) {
    assertThat(RoutedPath.of(sent)).isEqualTo(routed);
  }
}
