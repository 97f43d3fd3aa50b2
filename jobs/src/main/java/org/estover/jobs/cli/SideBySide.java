package org.estover.jobs.cli;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two texts in two columns, line by line: {@code <} stands in the left one only, {@code >} in the
 * right one only, and lines with {@code |} differ, what is left out in {@code [-...-]} and what is
 * new in <code>{+...+}</code>. Runs of equal lines are shown by their ends.
 */
final class SideBySide {
  private static final int COLUMN = 60;
  private static final int CONTEXT = 2;
  private static final int MARK = 2;

  private SideBySide() {}

  static String of(String left, String right) {
    DiffRowGenerator generator =
        DiffRowGenerator.create()
            .showInlineDiffs(true)
            .inlineDiffByWord(true)
            .mergeOriginalRevised(false)
            .oldTag(start -> start ? "[-" : "-]")
            .newTag(start -> start ? "{+" : "+}")
            .lineNormalizer(line -> line)
            .build();
    List<DiffRow> rows = generator.generateDiffRows(left.lines().toList(), right.lines().toList());
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < rows.size()) {
      int end = at;
      while (end < rows.size() && rows.get(end).getTag() == DiffRow.Tag.EQUAL) {
        end++;
      }
      int head = at == 0 ? 0 : CONTEXT;
      int tail = end == rows.size() ? 0 : CONTEXT;
      if (end - at > head + tail + 1) {
        rows.subList(at, at + head).forEach(row -> append(text, row));
        text.append(String.format(Locale.ROOT, "  ... %,d equal lines%n", end - at - head - tail));
        rows.subList(end - tail, end).forEach(row -> append(text, row));
      } else {
        rows.subList(at, end).forEach(row -> append(text, row));
      }
      if (end < rows.size()) {
        append(text, rows.get(end));
      }
      at = end + 1;
    }
    return text.toString();
  }

  private static void append(StringBuilder text, DiffRow row) {
    char mark =
        switch (row.getTag()) {
          case EQUAL -> ' ';
          case INSERT -> '>';
          case DELETE -> '<';
          case CHANGE -> '|';
        };
    List<String> left =
        wrapped(row.getTag() == DiffRow.Tag.DELETE ? bare(row.getOldLine()) : row.getOldLine());
    List<String> right =
        wrapped(row.getTag() == DiffRow.Tag.INSERT ? bare(row.getNewLine()) : row.getNewLine());
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String one = i < left.size() ? left.get(i) : "";
      String other = i < right.size() ? right.get(i) : "";
      text.append(one).append(" ".repeat(COLUMN - one.length()));
      text.append(' ').append(mark).append(' ').append(other);
      text.append('\n');
    }
  }

  /** A line that is new or left out as a whole, without the marks of what is so within a line. */
  private static String bare(String line) {
    return line.length() >= 2 * MARK ? line.substring(MARK, line.length() - MARK) : line;
  }

  private static List<String> wrapped(String line) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (line.length() - from > COLUMN) {
      int space = line.lastIndexOf(' ', from + COLUMN);
      int to = space > from ? space : from + COLUMN;
      if (to == from + COLUMN && Character.isHighSurrogate(line.charAt(to - 1))) {
        to--;
      }
      lines.add(line.substring(from, to));
      from = space > from ? to + 1 : to;
    }
    lines.add(line.substring(from));
    return lines;
  }
}
