package org.estover.licensing.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.estover.ledger.book.Money;
import org.junit.jupiter.api.Test;

/** Amounts are read by people, in groups of three. */
final class MoneyWordsTest {
  private static final MoneyWords ENGLISH = new MoneyWords(Locale.ENGLISH);

  @Test
  void amountsAreGroupedAlsoInTexts() {
    assertThat(ENGLISH.of(Money.of(9_800_075, "USD"))).isEqualTo("USD 98,000.75");
    assertThat(ENGLISH.of(Money.of(-123_456_789_012L, "JPY"))).isEqualTo("JPY -123,456,789,012");
    assertThat(ENGLISH.of(Money.of(99_999, "EUR"))).isEqualTo("EUR 999.99");
    assertThat(ENGLISH.of("2% of USD 1000000.00, at least EUR 2000.00."))
        .isEqualTo("2% of USD 1,000,000.00, at least EUR 2,000.00.");
    assertThat(ENGLISH.of(Money.of(Long.MIN_VALUE, "USD")))
        .isEqualTo("USD -92,233,720,368,547,758.08");
    assertThat(ENGLISH.number("1234567.5")).isEqualTo("1,234,567.5");
  }

  @Test
  void whatIsNoAmountStays() {
    for (String text : new String[] {"ISO 4217 and RFC 9309", "XUSD 1000", "rel_USD 1000a", ""}) {
      assertThat(ENGLISH.of(text)).isEqualTo(text);
    }
    assertThat(ENGLISH.number("-")).isEqualTo("-");
  }

  @Test
  void separatorsAreThoseOfThePagesLanguage() {
    assertThat(new MoneyWords(Locale.FRENCH).of(Money.of(9_800_075, "EUR")))
        .isEqualTo("EUR 98\u202f000,75");
  }
}
