package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuotasTest {
  @Test
  void sharesAreExactWhereDoublesAreNot() {
    assertThat(Quotas.share("0.29", 100)).isEqualTo(29);
    assertThat((long) (0.29 * 100)).isEqualTo(28);
    assertThat(Quotas.share("0.999999999999", 1_000_000_000_000_000_000L))
        .isEqualTo(999_999_999_999_000_000L);
    assertThat(Quotas.share("0.1", 9)).isZero();
    assertThat(Quotas.share("2.5", 3)).isEqualTo(7);
    assertThat(Quotas.share("0", Long.MAX_VALUE)).isZero();
    assertThat(Quotas.share("1", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anOverflowIsNoResult() {
    assertThatThrownBy(() -> Quotas.share("2", Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1e3", ".5", "1.", "1,5", " 1", "٣", "0x1", "NaN"})
  void rejectsWhatIsNoPlainDecimal(String weight) {
    assertThatThrownBy(() -> Quotas.share(weight, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + weight + "\"");
  }
}
