package org.estover.licensing.terms.statement;

import java.util.List;
import org.estover.licensing.terms.identity.TabRow;

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

  private StatementTable() {}

  /** The table of a statement, UTF-8, each row ended by a line feed. */
  public static String of(Statement statement) {
    StringBuilder out = new StringBuilder(4096);
    out.append(TabRow.of(COLUMNS));
    for (StatementPart part : statement.parts()) {
      for (StatementLine line : part.lines()) {
        out.append(TabRow.of(cells(statement, part, line)));
      }
    }
    for (Adjustment adjustment : statement.adjustments()) {
      out.append(
          TabRow.of(
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
                  adjustment.why())));
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
}
