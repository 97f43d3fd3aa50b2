package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScopeTest {

  private static final Scope OPEN =
      new Scope(
          List.of("allowed"),
          List.of("MIT", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
          List.of());

  @ParameterizedTest
  @CsvSource({
    "MIT, true",
    "mit, true",
    "GPL-2.0-only, false",
    "GPL-2.0-only OR MIT, true",
    "GPL-2.0-only AND MIT, false",
    "Apache-2.0 AND MIT, true",
    "MIT AND GPL-2.0-only OR Apache-2.0, true",
    "MIT AND (GPL-2.0-only OR Apache-2.0), true",
    "MIT AND (GPL-2.0-only OR EPL-2.0), false",
    "GPL-2.0-only WITH Classpath-exception-2.0, true",
    "GPL-2.0-only WITH Autoconf-exception-2.0, false",
    "'', false",
    "MIT OR, false",
    "(MIT, false",
    "MIT Apache-2.0, false",
  })
  void anExpressionIsAdmittedAsSpdxReadsIt(String license, boolean admitted) {
    assertThat(OPEN.admits("allowed", license)).isEqualTo(admitted);
  }

  @Test
  void rightsClassesAreAsked() {
    assertThat(OPEN.admits("unknown", "MIT")).isFalse();
    assertThat(Scope.EVERYTHING.admits("unknown", "")).isTrue();
  }

  @Test
  void anExcludedLicenseIsAdmittedOnlyWhereThereIsAChoice() {
    Scope scope = new Scope(List.of("*"), List.of("*"), List.of("CC-BY-NC-4.0", Scope.UNSTATED));
    assertThat(scope.admits("allowed", "cc-by-nc-4.0")).isFalse();
    assertThat(scope.admits("allowed", "CC-BY-NC-4.0 AND MIT")).isFalse();
    assertThat(scope.admits("allowed", "CC-BY-NC-4.0 OR MIT")).isTrue();
    assertThat(scope.admits("allowed", "")).isFalse();
    assertThat(scope.admits("allowed", "MIT, CC-BY-NC-4.0 (see site)")).isFalse();
    assertThat(scope.admits("allowed", "MIT, or ask us")).isTrue();
  }

  @Test
  void aMillionParenthesesAreOneOpaqueName() {
    assertThat(OPEN.admits("allowed", "(".repeat(1_000_000) + "MIT")).isFalse();
    assertThat(Scope.EVERYTHING.admits("allowed", "(".repeat(1_000_000) + "MIT")).isTrue();
  }

  @Test
  void anEmptyScopeIsRefused() {
    assertThatThrownBy(() -> new Scope(List.of(), List.of("*"), List.of()))
        .hasMessageContaining("covers nothing");
  }
}
