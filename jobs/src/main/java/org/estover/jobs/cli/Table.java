package org.estover.jobs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.estover.ledger.book.Money;

/** Rows of cells in aligned columns; numbers and amounts stand right, words left. */
final class Table {
  private static final Pattern NUMBER =
      Pattern.compile("([A-Z]{3} )?~?[-+0-9,. ]*%?( [A-Z]{3}| [KMGT]?i?B)?");

  private final List<List<String>> rows = new ArrayList<>();

  Table row(Object... cells) {
    rows.add(Arrays.stream(cells).map(Table::text).toList());
    return this;
  }

  /** A count with its noun: 1 place, 1,000 places. */
  static String counted(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** Amounts of several currencies in one cell; without those of zero. */
  static String amounts(Collection<Money> amounts) {
    return amounts.stream()
        .filter(money -> !money.isZero())
        .map(Money::toString)
        .collect(Collectors.joining(" + "));
  }

  private static String text(Object cell) {
    return cell instanceof Long || cell instanceof Integer
        ? String.format(Locale.ROOT, "%,d", ((Number) cell).longValue())
        : cell.toString();
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    boolean[] isNumeric = new boolean[widths.length];
    for (int i = 0; i < widths.length; i++) {
      isNumeric[i] = isNumeric(i);
    }
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String gap = " ".repeat(widths[i] - row.get(i).length());
        line.append(isNumeric[i] ? gap + row.get(i) : row.get(i) + gap).append("  ");
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  /** Whether a column holds numbers below its first row. */
  private boolean isNumeric(int column) {
    return rows.size() > 1
        && rows.stream()
            .skip(1)
            .filter(row -> row.size() > column)
            .allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }
}
