package org.estover.tokenize.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown; what its cells say comes from strangers and cannot leave them. */
final class Markdown {
  private static final String SPECIAL = "\\`*_[]<>|~&$";

  private final StringBuilder text = new StringBuilder();

  Markdown(String... names) {
    line(Arrays.stream(names).map(Markdown::shown).toArray());
    line(Arrays.stream(names).map(name -> "---").toArray());
  }

  Markdown row(Object... cells) {
    line(Arrays.stream(cells).map(Markdown::shown).toArray());
    return this;
  }

  private void line(Object... cells) {
    String joined = Arrays.stream(cells).map(Object::toString).collect(Collectors.joining(" | "));
    text.append("| ").append(joined).append(" |\n");
  }

  private static String shown(Object cell) {
    return cell instanceof Long number
        ? String.format(Locale.ROOT, "%,d", number)
        : cell(cell.toString());
  }

  /** A text that is nothing but text, on one line. */
  static String cell(String text) {
    StringBuilder cell = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (SPECIAL.indexOf(c) >= 0) {
                cell.append('\\');
              }
              cell.appendCodePoint(isControl(c) ? ' ' : c);
            });
    return cell.toString();
  }

  /**
   * Whether a character could break a line or change how others are shown: controls, separators of
   * lines, and marks of direction. The list is ours, as the JDK's grows.
   */
  static boolean isControl(int c) {
    return c < 0x20
        || (c >= 0x7F && c <= 0x9F)
        || c == 0x61C
        || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F)
        || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFB);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
