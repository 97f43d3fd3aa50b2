package org.estover.licensing.portal.page;

import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.ledger.book.Money;
import org.jspecify.annotations.Nullable;

/**
 * Writes amounts for people: {@code USD 98,000.75} in English, with the separators of the page's
 * language. What programs read, what is signed and what is hashed keeps the plain form. Templates
 * know it as {@code #money}.
 */
public final class MoneyWords {
  private static final Pattern AMOUNT =
      Pattern.compile("(?<![A-Za-z0-9])([A-Z]{3}) (-?)([0-9]+)(\\.[0-9]+)?(?![A-Za-z0-9])");
  private static final Pattern NUMBER = Pattern.compile("(-?)([0-9]+)(\\.[0-9]+)?");
  private static final int GROUP = 3;

  private final DecimalFormatSymbols symbols;

  MoneyWords(Locale locale) {
    this.symbols = DecimalFormatSymbols.getInstance(locale);
  }

  /** An amount, or a text with all amounts in it: a currency's code, a space, a number. */
  public String of(Object shown) {
    return AMOUNT.matcher(shown.toString()).replaceAll(this::amount);
  }

  private String amount(MatchResult found) {
    // Else a standard's number behind its three letters would become one.
    return Matcher.quoteReplacement(
        isCurrency(found.group(1))
            ? found.group(1) + " " + found.group(2) + grouped(found.group(3), found.group(4))
            : found.group());
  }

  private static boolean isCurrency(String code) {
    try {
      return Money.zero(code).isZero();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A number without its currency, such as stands in a column of one. */
  public String number(String decimal) {
    Matcher parts = NUMBER.matcher(decimal);
    return parts.matches() ? parts.group(1) + grouped(parts.group(2), parts.group(3)) : decimal;
  }

  private String grouped(String whole, @Nullable String fraction) {
    StringBuilder text = new StringBuilder(whole);
    for (int at = whole.length() - GROUP; at > 0; at -= GROUP) {
      text.insert(at, symbols.getGroupingSeparator());
    }
    if (fraction != null) {
      text.append(symbols.getDecimalSeparator()).append(fraction, 1, fraction.length());
    }
    return text.toString();
  }
}
