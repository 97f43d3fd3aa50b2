package org.estover.crawl.filter.reference;

import java.util.Arrays;
import java.util.List;

/** FineWeb's rule test by test, each over its own list of lines. */
public final class LiteralFineWebQuality {
  private LiteralFineWebQuality() {}

  /** Returns the reason of the first failure, or "". */
  public static String reason(String text) {
    List<String> lines =
        Arrays.stream(text.split("\n", -1))
            .filter(line -> !PythonText.strip(line).isEmpty())
            .toList();
    if (lines.isEmpty()) {
      return "empty";
    }
    double all = lines.size();
    if (lines.stream().filter(LiteralFineWebQuality::isEnded).count() / all < 0.12) {
      return "line_punct_ratio";
    }
    if (lines.stream().filter(line -> PythonText.length(line) <= 30).count() / all > 0.67) {
      return "short_line_ratio";
    }
    double length = PythonText.length(text.replace("\n", ""));
    if (PythonText.Repeated.in(lines).length() / length > 0.01) {
      return "char_dup_ratio";
    }
    double lineFeeds = text.chars().filter(c -> c == '\n').count();
    return lineFeeds / PythonText.split(text).size() > 0.3 ? "list_ratio" : "";
  }

  private static boolean isEnded(String line) {
    int last = line.codePointBefore(line.length());
    return LiteralC4Quality.TERMINAL.codePoints().anyMatch(terminal -> terminal == last);
  }
}
