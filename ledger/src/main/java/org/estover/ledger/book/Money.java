package org.estover.ledger.book;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An exact amount of one currency, counted in the currency's minor units.
 *
 * <p>The number of decimals follows ISO 4217 by a table pinned here, because the running JDK's
 * table changes between versions. All arithmetic is exact: it throws {@link ArithmeticException}
 * instead of wrapping, and never rounds.
 *
 * @param minorUnits the signed amount, in cents for USD, in yen for JPY
 * @param currency the ISO 4217 code
 */
public record Money(long minorUnits, String currency) implements Comparable<Money> {
  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,18})?");

  public Money {
    Currencies.require(currency);
  }

  /** The amount of that many minor units. */
  public static Money of(long minorUnits, String currency) {
    return new Money(minorUnits, currency);
  }

  /** No money, in a currency. */
  public static Money zero(String currency) {
    return new Money(0, currency);
  }

  /**
   * Reads a decimal amount such as {@code 1250.5}.
   *
   * @throws IllegalArgumentException if it is written otherwise (no exponents, no digits but those
   *     of ASCII), has more decimals than the currency, or does not fit 64 bits
   */
  public static Money parse(String amount, String currency) {
    int digits = Currencies.digits(Currencies.require(currency));
    if (!AMOUNT.matcher(amount).matches()) {
      throw Errors.notAnAmount(amount, currency, digits);
    }
    try {
      BigDecimal value = new BigDecimal(amount).setScale(digits);
      return new Money(value.unscaledValue().longValueExact(), currency);
    } catch (ArithmeticException e) {
      throw Errors.notAnAmount(amount, currency, digits);
    }
  }

  /** The sum; both amounts must have one currency. */
  public Money plus(Money other) {
    return new Money(Math.addExact(minorUnits, sameCurrency(other)), currency);
  }

  /** The difference; both amounts must have one currency. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minorUnits, sameCurrency(other)), currency);
  }

  /** The opposite amount. */
  public Money negated() {
    return new Money(Math.negateExact(minorUnits), currency);
  }

  /** Whether it is nothing. */
  public boolean isZero() {
    return minorUnits == 0;
  }

  /** Whether it is below zero. */
  public boolean isNegative() {
    return minorUnits < 0;
  }

  /** Orders amounts of one currency; amounts of two currencies are refused. */
  @Override
  public int compareTo(Money other) {
    return Long.compare(minorUnits, sameCurrency(other));
  }

  /** The amount as a decimal number without the currency: {@code 1250.50}. */
  public String decimal() {
    return BigDecimal.valueOf(minorUnits, Currencies.digits(currency)).toPlainString();
  }

  /** A sum that may not fit an amount, written like one. */
  public static String text(BigInteger minorUnits, String currency) {
    int digits = Currencies.digits(Currencies.require(currency));
    return currency + " " + new BigDecimal(minorUnits, digits).toPlainString();
  }

  /** The currency and the decimal amount: {@code USD 1250.50}. */
  @Override
  public String toString() {
    return currency + " " + decimal();
  }

  private long sameCurrency(Money other) {
    if (!other.currency.equals(currency)) {
      throw Errors.mixedCurrencies(this, other);
    }
    return other.minorUnits;
  }

  /** The pinned table of ISO 4217 codes and their decimals. */
  private static final class Currencies {
    private static final Set<String> TWO =
        Set.of(
            ("AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN"
                    + " BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP"
                    + " GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR"
                    + " KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK"
                    + " MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB"
                    + " SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP"
                    + " TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG")
                .split(" "));
    private static final Set<String> NONE =
        Set.of("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "));
    private static final Set<String> THREE = Set.of("BHD IQD JOD KWD LYD OMR TND".split(" "));

    static String require(String currency) {
      Objects.requireNonNull(currency, "currency");
      if (!TWO.contains(currency) && !NONE.contains(currency) && !THREE.contains(currency)) {
        throw Errors.unknownCurrency(currency);
      }
      return currency;
    }

    static int digits(String currency) {
      return NONE.contains(currency) ? 0 : THREE.contains(currency) ? 3 : 2;
    }
  }
}
