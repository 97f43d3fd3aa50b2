package org.estover.licensing.portal.access;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * What texts that come from outside may hold. Control characters are refused, as databases, logs
 * and terminals each make something else of them (PostgreSQL keeps no U+0000 at all), and so are
 * halves of characters, which no UTF-8 can write.
 */
public final class PlainText {
  private static final int DELETE = 0x7f;

  private PlainText() {}

  /** The first code point that no text may hold; line ends and tabs are not among those. */
  public static OptionalInt wrongIn(String text) {
    return text.codePoints().filter(PlainText::isWrong).findFirst();
  }

  /** What {@link #wrongIn} found, for who sent it. */
  public static String refusal(int wrong) {
    return String.format(
        Locale.ROOT,
        "a text holds U+%04X, a control character or half a character; leave it out",
        wrong);
  }

  /**
   * Whether a text can be a name: one line, and nothing that turns the direction of writing, by
   * which a name would show as another.
   */
  public static boolean isLine(String text) {
    return text.codePoints().noneMatch(point -> Character.isISOControl(point) || turns(point))
        && wrongIn(text).isEmpty();
  }

  /**
   * The beginning of a text: at most so many UTF-16 units, as databases count them, and no half of
   * a character at its end.
   */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean halves = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, halves ? most - 1 : most);
  }

  /** The same, with a sign behind it where something was left out; that counts, too. */
  public static String shortened(String text, int most) {
    return text.length() <= most ? text : cut(text, most - 1) + "…";
  }

  private static boolean isWrong(int point) {
    boolean control = point < ' ' && point != '\t' && point != '\n' && point != '\r';
    return control || point == DELETE || Character.getType(point) == Character.SURROGATE;
  }

  private static boolean turns(int point) {
    return (point >= 0x202a && point <= 0x202e)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0x2028
        || point == 0x2029;
  }
}
