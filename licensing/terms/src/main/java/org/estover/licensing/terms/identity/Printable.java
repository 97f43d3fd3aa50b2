package org.estover.licensing.terms.identity;

/**
 * Makes a text from a crawled page or a stranger safe to show on one line of a terminal.
 *
 * <p>Characters that move a cursor, change direction or cannot be seen are shown as {@code ?}. The
 * ranges stand here and not in the running JDK's tables, so that output never depends on them.
 */
public final class Printable {

  private static final int[][] HIDDEN = {
    {0x00, 0x1F},
    {0x7F, 0x9F},
    {0xAD, 0xAD},
    {0x061C, 0x061C},
    {0x180E, 0x180E},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0xD800, 0xDFFF},
    {0xFEFF, 0xFEFF},
    {0xFFF0, 0xFFFB},
    {0xE0000, 0xE0FFF},
  };

  private Printable() {}

  /** The text with every such character replaced. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().map(c -> isHidden(c) ? '?' : c).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isHidden(int codePoint) {
    for (int[] range : HIDDEN) {
      if (range[0] <= codePoint && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
