package org.estover.licensing.terms.statement;

import java.util.List;
import java.util.regex.Pattern;
import org.estover.licensing.terms.identity.Printable;

/** Lays statements out as tab-separated values: a heading, then a row per line. */
public final class StatementTable {

  private static final List<String> COLUMNS =
      List.of(
          "statement",
          "agreement",
          "period",
          "developer",
          "report",
          "model",
          "kind",
          "party",
          "name",
          "about",
          "account",
          "tokens",
          "share",
          "currency",
          "amount",
          "why");

  private static final String FORMULA = "=+-@";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private StatementTable() {}

  /** The table of a statement, UTF-8, each row ended by a line feed. */
  public static String of(Statement statement) {
    StringBuilder out = new StringBuilder(4096);
    row(out, COLUMNS);
    for (StatementPart part : statement.parts()) {
      for (StatementLine line : part.lines()) {
        row(out, cells(statement, part, line));
      }
    }
    for (Adjustment adjustment : statement.adjustments()) {
      row(
          out,
          List.of(
              statement.id(),
              statement.agreementId(),
              statement.period().toString(),
              statement.developer().id(),
              "",
              "",
              adjustment.kind().word(),
              "",
              "",
              adjustment.about(),
              "",
              "",
              "",
              statement.currency(),
              adjustment.amount().decimal(),
              adjustment.why()));
    }
    return out.toString();
  }

  private static List<String> cells(Statement statement, StatementPart part, StatementLine line) {
    return List.of(
        statement.id(),
        statement.agreementId(),
        statement.period().toString(),
        statement.developer().id(),
        part.reported().id(),
        part.modelId(),
        line.kind().word(),
        line.partyId(),
        line.name(),
        "",
        line.account().name(),
        line.tokens() == 0 ? "" : Long.toString(line.tokens()),
        line.share(),
        statement.currency(),
        line.amount().decimal(),
        line.why());
  }

  /**
   * Names come from crawled pages. They may hold tabs and line feeds, which {@link Printable} shows
   * as {@code ?}, and a spreadsheet may take them for a formula: such a cell begins with an
   * apostrophe.
   */
  private static void row(StringBuilder out, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = Printable.of(cells.get(i));
      boolean formula = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
      boolean number = NUMBER.matcher(cell).matches();
      out.append(i == 0 ? "" : "\t").append(formula && !number ? "'" : "").append(cell);
    }
    out.append('\n');
  }
}
