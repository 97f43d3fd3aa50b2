package org.estover.licensing.terms.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimScopeTest {

  @Test
  void aHostCoversAllBelowItAndNothingThatOnlyEndsAlike() {
    ClaimScope host = ClaimScope.parse("HTTPS://Example.org/");
    assertThat(host).hasToString("example.org");
    assertThat(host.covers("https://example.org")).isTrue();
    assertThat(host.covers("http://blog.example.org:8080/a?b#c")).isTrue();
    assertThat(host.covers("https://badexample.org/")).isFalse();
    assertThat(host.covers("https://evil.test/?u=https://example.org/")).isFalse();
    assertThat(host.covers("https://example.org@evil.test/")).isFalse();
    assertThat(host.covers("id:example.org")).isFalse();
  }

  @Test
  void anInternationalNameIsOneInBothSpellings() {
    ClaimScope host = ClaimScope.parse("https://Bücher.example/");
    assertThat(host).hasToString("xn--bcher-kva.example");
    assertThat(host.covers("https://bücher.example/a")).isTrue();
    assertThat(host.covers("https://www.xn--bcher-kva.example/a")).isTrue();
    assertThat(ClaimScope.parse("xn--bcher-kva.example/a").covers("http://bücher.example/a"))
        .isTrue();
    assertThat(ClaimScope.parse("strasse.example").covers("https://straße.example/"))
        .as("a name of its own")
        .isFalse();
  }

  @Test
  void aPathCoversItsPageAndAllBelowIt() {
    ClaimScope path = ClaimScope.parse("sites.test/users/bob/");
    assertThat(path.covers("https://sites.test/users/bob")).isTrue();
    assertThat(path.covers("https://sites.test/users/bob?page=2")).isTrue();
    assertThat(path.covers("https://sites.test/users/bob/a")).isTrue();
    assertThat(path.covers("https://sites.test/users/bobby")).isFalse();
    assertThat(path.covers("https://www.sites.test/users/bob")).isFalse();
    assertThat(path.covers("https://sites.test?next=/users/bob")).isFalse();
    assertThat(path.covers("https://sites.test#/users/bob")).isFalse();
  }

  @Test
  void scopesMeetWhereOneHoldsTheOther() {
    ClaimScope host = ClaimScope.parse("sites.test");
    ClaimScope path = ClaimScope.parse("sites.test/users/bob");
    assertThat(host.contains(path)).isTrue();
    assertThat(path.contains(host)).isFalse();
    assertThat(path.overlaps(host)).isTrue();
    assertThat(path.overlaps(ClaimScope.parse("sites.test/users/bobby"))).isFalse();
    assertThat(host.overlaps(ClaimScope.parse("other.test"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "org", "a b.org", "example.org/a?b", "-x.org", "x_y.org"})
  void whatIsNoPlaceIsRefused(String text) {
    assertThatThrownBy(() -> ClaimScope.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("example.org");
  }
}
