package org.estover.crawl.read.latex;

import com.ibm.icu.text.Normalizer2;
import java.util.Map;
import java.util.Optional;

/** The accents of TeX, and the characters that they make. */
final class LatexAccents {
  private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();

  /** Combining characters (Unicode, block Combining Diacritical Marks) by what asks for them. */
  private static final Map<String, String> MARKS =
      Map.ofEntries(
          Map.entry("`", "\u0300"),
          Map.entry("'", "\u0301"),
          Map.entry("^", "\u0302"),
          Map.entry("~", "\u0303"),
          Map.entry("=", "\u0304"),
          Map.entry("u", "\u0306"),
          Map.entry(".", "\u0307"),
          Map.entry("\"", "\u0308"),
          Map.entry("r", "\u030a"),
          Map.entry("H", "\u030b"),
          Map.entry("v", "\u030c"),
          Map.entry("d", "\u0323"),
          Map.entry("c", "\u0327"),
          Map.entry("k", "\u0328"),
          Map.entry("b", "\u0331"),
          Map.entry("t", "\u0361"));

  private LatexAccents() {}

  static boolean isAccent(String control) {
    return MARKS.containsKey(control);
  }

  /**
   * An accented character.
   *
   * @param argument what the accent was given, in TeX
   */
  static Optional<String> accent(String control, String argument) {
    String mark = MARKS.get(control);
    if (mark == null) {
      return Optional.empty();
    }
    String plain = plain(argument.strip());
    if (plain.isEmpty()) {
      // An accent on nothing is how people write the character itself.
      return Optional.of(control.length() == 1 && "`'^~=.\"".contains(control) ? control : "");
    }
    int first = plain.offsetByCodePoints(0, 1);
    return Optional.of(
        COMPOSED.normalize(plain.substring(0, first) + mark + plain.substring(first)));
  }

  private static String plain(String argument) {
    String inner = argument.replace("{", "").replace("}", "").strip();
    if (!inner.startsWith("\\")) {
      return inner;
    }
    String name = inner.substring(1).strip();
    // Letters without a dot are there to carry accents.
    return name.equals("i") || name.equals("j") ? name : LatexSymbols.find(name).orElse("");
  }
}
