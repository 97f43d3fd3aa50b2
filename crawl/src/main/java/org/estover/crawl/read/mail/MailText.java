package org.estover.crawl.read.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes the text of a message readable: lines that were broken for sending are joined ({@code
 * format=flowed}, RFC 3676), and what is armour, signature or somebody's name goes.
 */
final class MailText {
  /** What stands above a quotation: who wrote it and when. */
  private static final Pattern ATTRIBUTION =
      Pattern.compile(
          ".{0,300}\\b(?:wrote|writes|said|schrieb|\u00e9crit|escribi\u00f3|ha scritto|escreveu|skrev"
              + "|schreef|napisa\u0142|\u043f\u0438\u0448\u0435\u0442)\\b.{0,80}[:;]\\s*",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern ATTRIBUTION_BEGINS =
      Pattern.compile("(?:On|Am|Le|El|Il|Op|Em|Den|At|In|Quoting|\\* ).{3,200}");

  private static final int MAX_LINES_OF_ATTRIBUTION = 3;
  private static final int MAX_ATTRIBUTION_CHARS = 400;

  private final boolean quotes;
  private final boolean signatures;

  /**
   * A way to read.
   *
   * @param quotes whether quoted lines are kept
   * @param signatures whether what stands under {@code --} is kept
   */
  MailText(boolean quotes, boolean signatures) {
    this.quotes = quotes;
    this.signatures = signatures;
  }

  /**
   * A text as a person reads it.
   *
   * @param flowed whether lines that end with a blank go on in the next
   * @param deleteSpace whether that blank is no part of the text
   */
  String readable(String text, boolean flowed, boolean deleteSpace) {
    List<String> lines = new ArrayList<>(List.of(text.split("\r\n|\r|\n", -1)));
    lines = withoutArmour(lines);
    if (!signatures) {
      lines = withoutSignature(lines);
    }
    if (flowed) {
      lines = joined(lines, deleteSpace);
    }
    return String.join("\n", tidy(withoutAttributions(lines))).strip();
  }

  /** Without the lines that a signature by PGP puts around and behind a text. */
  private static List<String> withoutArmour(List<String> lines) {
    int begin = lines.indexOf("-----BEGIN PGP SIGNED MESSAGE-----");
    if (begin < 0) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, begin));
    boolean header = true;
    for (String line : lines.subList(begin + 1, lines.size())) {
      if (line.startsWith("-----BEGIN PGP SIGNATURE-----")) {
        break;
      }
      if (!header) {
        kept.add(line.startsWith("- ") ? line.substring(2) : line);
      }
      header &= !line.isBlank();
    }
    return kept;
  }

  private static List<String> withoutSignature(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      // Some programs eat the blank that belongs there.
      if (lines.get(i).equals("-- ") || lines.get(i).equals("--")) {
        int found = i;
        boolean isLast = lines.subList(i + 1, lines.size()).stream().noneMatch(MailText::isQuoted);
        return isLast ? lines.subList(0, found) : lines;
      }
    }
    return lines;
  }

  private static boolean isQuoted(String line) {
    return line.startsWith(">") || line.startsWith(" >");
  }

  private static int depth(String line) {
    int depth = 0;
    while (depth < line.length() && line.charAt(depth) == '>') {
      depth++;
    }
    return depth;
  }

  private static List<String> joined(List<String> lines, boolean deleteSpace) {
    List<String> joined = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int open = -1;
    for (String line : lines) {
      int depth = depth(line);
      String content = line.substring(depth);
      content = content.startsWith(" ") ? content.substring(1) : content;
      if (open >= 0 && open != depth) {
        joined.add(current.toString());
        current.setLength(0);
        open = -1;
      }
      if (open < 0) {
        current.append(">".repeat(depth)).append(depth > 0 ? " " : "");
      }
      current.append(content);
      if (content.endsWith(" ") && !content.equals("-- ")) {
        open = depth;
        current.setLength(current.length() - (deleteSpace ? 1 : 0));
      } else {
        joined.add(current.toString());
        current.setLength(0);
        open = -1;
      }
    }
    if (!current.isEmpty()) {
      joined.add(current.toString());
    }
    return joined;
  }

  /** Without who was quoted, and without what was where that is asked for. */
  private List<String> withoutAttributions(List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int quote = quoteBehindAttribution(lines, i);
      if (quote > 0) {
        i = quote - 1;
      } else if (quotes || !isQuoted(lines.get(i))) {
        kept.add(lines.get(i));
      }
    }
    return kept;
  }

  /** The line of a quotation if its attribution begins at a line; else 0. */
  private static int quoteBehindAttribution(List<String> lines, int first) {
    String line = lines.get(first);
    if (line.isBlank() || isQuoted(line)) {
      return 0;
    }
    int last = first;
    boolean ends = isAttribution(line);
    while (!ends
        && last + 1 < lines.size()
        && last + 1 < first + MAX_LINES_OF_ATTRIBUTION
        && ATTRIBUTION_BEGINS.matcher(line).matches()
        && !isQuoted(lines.get(last + 1))) {
      last++;
      ends = isAttribution(lines.get(last));
    }
    int next = last + 1;
    while (next < lines.size() && lines.get(next).isBlank()) {
      next++;
    }
    return ends && next < lines.size() && isQuoted(lines.get(next)) ? next : 0;
  }

  private static boolean isAttribution(String line) {
    return line.length() <= MAX_ATTRIBUTION_CHARS && ATTRIBUTION.matcher(line).matches();
  }

  /** Without blanks at lines' ends, and with at most one empty line in a row. */
  private static List<String> tidy(List<String> lines) {
    List<String> tidy = new ArrayList<>();
    for (String line : lines) {
      String stripped = withoutControls(line).stripTrailing();
      if (!stripped.isEmpty() || tidy.isEmpty() || !tidy.get(tidy.size() - 1).isEmpty()) {
        tidy.add(stripped);
      }
    }
    return tidy;
  }

  private static String withoutControls(String line) {
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c >= ' ' || c == '\t') {
        text.append(c == '\u00a0' ? ' ' : c);
      }
    }
    return text.toString();
  }
}
