package org.estover.licensing.terms.summary;

import java.math.BigInteger;
import java.util.Locale;
import org.estover.licensing.terms.identity.Printable;

/** How summaries write counts, shares and sizes. */
final class EuText {

  private static final long BILLION = 1_000_000_000L;
  private static final long TEN_TRILLION = 10_000 * BILLION;

  private EuText() {}

  /** A count with its noun: 1 token, 1,000 tokens. */
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** A share in percent with one decimal, rounded down. */
  static String percent(long part, long whole) {
    if (whole == 0) {
      return "0.0 %";
    }
    long permille =
        BigInteger.valueOf(part)
            .multiply(BigInteger.valueOf(1000))
            .divide(BigInteger.valueOf(whole))
            .longValueExact();
    return permille / 10 + "." + permille % 10 + " %";
  }

  /** Whether a part is more than 3 % of a whole: then a dataset counts as large. */
  static boolean isLarge(long part, long whole) {
    return BigInteger.valueOf(part)
            .multiply(BigInteger.valueOf(100))
            .compareTo(BigInteger.valueOf(whole).multiply(BigInteger.valueOf(3)))
        > 0;
  }

  /** The class of size that the template asks for. */
  static String sizeClass(long tokens) {
    if (tokens < BILLION) {
      return "less than 1 billion tokens";
    }
    return tokens <= TEN_TRILLION
        ? "1 billion to 10 trillion tokens"
        : "more than 10 trillion tokens";
  }

  /** A text as HTML shows it. */
  static String html(String text) {
    return Printable.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
