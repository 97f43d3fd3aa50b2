package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.estover.ledger.book.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedDeductionTest {

  @ParameterizedTest
  @ValueSource(strings = {"refunds", "refunds=10%", "refunds=USD 500.00"})
  void textReadsBack(String text) {
    AllowedDeduction deduction = AllowedDeduction.parse(text);
    assertThat(deduction.text()).isEqualTo(text);
    assertThat(AllowedDeduction.fromJson(deduction.toJson())).isEqualTo(deduction);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "refunds=", "refunds=101%", "refunds=USD -1.00", "refunds=1 2 3"})
  void refusesCapsThatMakeNoSense(String text) {
    assertThatThrownBy(() -> AllowedDeduction.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aShareOfGrossRevenueIsRoundedDown() {
    assertThat(AllowedDeduction.parse("refunds=1/3").cap(Money.of(1001, "USD")))
        .isEqualTo(Money.of(333, "USD"));
    assertThat(AllowedDeduction.parse("refunds").cap(Money.of(1001, "USD")))
        .isEqualTo(Money.of(1001, "USD"));
  }

  @Test
  void anAmountBoundsOneCurrency() {
    AllowedDeduction deduction = AllowedDeduction.parse("refunds=USD 5.00");
    assertThat(deduction.cap(Money.of(1001, "USD"))).isEqualTo(Money.of(500, "USD"));
    assertThat(deduction.cap(Money.of(3, "USD"))).isEqualTo(Money.of(3, "USD"));
    assertThat(deduction.accepts("EUR")).isFalse();
    assertThat(AllowedDeduction.parse("refunds=5%").accepts("EUR")).isTrue();
  }
}
