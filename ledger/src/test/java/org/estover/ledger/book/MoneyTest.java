package org.estover.ledger.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MoneyTest {

  @Test
  void amountsAreWrittenWithTheDecimalsOfTheirCurrency() {
    assertThat(Money.of(125_050, "USD")).hasToString("USD 1250.50");
    assertThat(Money.of(1250, "JPY")).hasToString("JPY 1250");
    assertThat(Money.of(-5, "KWD")).hasToString("KWD -0.005");
    assertThat(Money.parse("1250.5", "USD")).isEqualTo(Money.of(125_050, "USD"));
  }

  @Test
  void nothingIsRoundedOrWrapped() {
    assertThatThrownBy(() -> Money.parse("0.005", "USD"))
        .hasMessageContaining("at most 2 decimals");
    assertThatThrownBy(() -> Money.parse("92233720368547758.08", "USD"))
        .hasMessageContaining("fits 64 bits");
    assertThatThrownBy(() -> Money.of(Long.MAX_VALUE, "USD").plus(Money.of(1, "USD")))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.of(Long.MIN_VALUE, "USD").negated())
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e5",
        "1e999999999",
        "\u0661.\u0660",
        "+1",
        ".5",
        "1.",
        "1,000.00",
        "0x1",
        " 1",
        ""
      })
  void amountsAreWrittenOut(String amount) {
    assertThatThrownBy(() -> Money.parse(amount, "USD"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an amount of USD");
  }

  @Test
  void currenciesDoNotMix() {
    assertThatThrownBy(() -> Money.of(1, "USD").plus(Money.of(1, "EUR")))
        .hasMessageContaining("two currencies");
    assertThatThrownBy(() -> Money.of(1, "usd")).hasMessageContaining("ISO 4217");
  }

  @Test
  void periodsAreMonths() {
    Period october = Period.parse("2026-10");
    assertThat(october.lastDay()).isEqualTo(LocalDate.of(2026, 10, 31));
    assertThat(october.firstDay()).isEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(october).hasToString("2026-10");
    assertThat(october).isLessThan(Period.parse("2027-01"));
    assertThatThrownBy(() -> Period.parse("2026-13")).hasMessageContaining("2026-13");
    assertThatThrownBy(() -> Period.parse("26-10")).hasMessageContaining("not a period");
  }
}
