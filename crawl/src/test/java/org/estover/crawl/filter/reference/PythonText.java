package org.estover.crawl.filter.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Python's methods of strings do, over lists of strings. */
final class PythonText {
  static final String SPACE =
      "[ \\t\\n"
          + "\\x0b\\f\\r"
          + "\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  private static final Pattern LINE_END =
      Pattern.compile("\\r\\n|[\\n\\x0b\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029]");

  private PythonText() {}

  /** As {@code text.split()}. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>(Arrays.asList(text.split(SPACE + "+")));
    words.removeIf(String::isEmpty);
    return words;
  }

  /** As {@code text.strip()}. */
  static String strip(String text) {
    return text.replaceAll("^" + SPACE + "+|" + SPACE + "+\\z", "");
  }

  /** As {@code text.splitlines()}. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(LINE_END.split(text, -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** As {@code len(text)}. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * How many of these stood in the list before, and their length.
   *
   * @param length in code points
   */
  record Repeated(double count, double length) {
    static Repeated in(List<String> parts) {
      Set<String> known = new HashSet<>();
      List<String> again = parts.stream().filter(part -> !known.add(part)).toList();
      return new Repeated(again.size(), again.stream().mapToInt(PythonText::length).sum());
    }
  }
}
