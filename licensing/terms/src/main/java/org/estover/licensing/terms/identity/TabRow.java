package org.estover.licensing.terms.identity;

import java.util.List;
import java.util.regex.Pattern;

/** Lays a row of tab-separated values out, so that it stays a row of values wherever it is read. */
public final class TabRow {

  private static final String FORMULA = "=+-@";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private TabRow() {}

  /**
   * A row, ended by a line feed.
   *
   * <p>Names come from crawled pages. They may hold tabs and line feeds, which {@link Printable}
   * shows as {@code ?}, and a spreadsheet may take them for a formula: such a cell begins with an
   * apostrophe.
   */
  public static String of(List<String> cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = Printable.of(cells.get(i));
      boolean formula = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
      boolean number = NUMBER.matcher(cell).matches();
      row.append(i == 0 ? "" : "\t").append(formula && !number ? "'" : "").append(cell);
    }
    return row.append('\n').toString();
  }
}
