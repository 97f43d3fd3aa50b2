package org.estover.licensing.terms.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UsageTest {

  private static final Usage USAGE =
      new Usage(
          List.of(
              new UsageLine("web", "MIT", "Bob", 5),
              new UsageLine("code", "MIT", "", 7),
              new UsageLine("web", "MIT", "Bob", 2),
              new UsageLine("web", "CC0-1.0", "Bob", 1)));

  @Test
  void equalKeysAreOneLine() {
    assertThat(USAGE.lines())
        .containsExactly(
            new UsageLine("code", "MIT", "", 7),
            new UsageLine("web", "CC0-1.0", "Bob", 1),
            new UsageLine("web", "MIT", "Bob", 7));
    assertThat(USAGE.tokens()).isEqualTo(15);
  }

  @Test
  void holdersAreSummedOverSourcesAndLicenses() {
    assertThat(USAGE.byHolder()).containsExactly(entry("", 7L), entry("Bob", 8L));
    assertThat(USAGE.plus(USAGE).tokens()).isEqualTo(30);
    assertThat(USAGE.plus(Usage.NONE)).isEqualTo(USAGE);
  }

  @Test
  void readsBack() {
    assertThat(Usage.fromJson(USAGE.toJson())).isEqualTo(USAGE);
  }

  @Test
  void refusesEmptyLinesAndOverflow() {
    assertThatThrownBy(() -> new UsageLine("web", "", "", 0)).hasMessageContaining("0 tokens");
    Usage huge = new Usage(List.of(new UsageLine("web", "", "", Long.MAX_VALUE)));
    assertThatThrownBy(() -> huge.plus(huge)).isInstanceOf(ArithmeticException.class);
  }
}
