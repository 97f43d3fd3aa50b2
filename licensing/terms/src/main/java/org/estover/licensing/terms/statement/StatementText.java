package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.identity.Printable;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.NetRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;

/**
 * Lays a statement out as plain text: revenue, amount due, usage, one row per payee, and totals
 * that reconcile.
 *
 * <p>Names come from crawled pages and are shown through {@link Printable}.
 */
final class StatementText {

  private static final int NAME_WIDTH = 44;
  private static final int LABEL_WIDTH = 72;
  private static final int FORMULA_WIDTH = 90;

  private final Statement statement;
  private final StringBuilder out = new StringBuilder(4096);

  private StatementText(Statement statement) {
    this.statement = statement;
  }

  static String of(Statement statement) {
    StatementText text = new StatementText(statement);
    text.heading();
    for (StatementPart part : statement.parts()) {
      text.revenue(part);
      text.usage(part);
      text.payees(part);
    }
    text.payment();
    text.reconciliation();
    return text.out.toString();
  }

  private void heading() {
    line("Statement %s", statement.id());
    line("  period      %s", statement.period());
    if (statement.revision().number() > 1) {
      line(
          "  number      %d, in place of %s; entered on %s",
          statement.revision().number(),
          statement.revision().revises(),
          statement.revision().effective());
    }
    line("  trust       %s", Printable.of(statement.trust()));
    line(
        "  developer   %s  (%s)",
        Printable.of(statement.developer().name()), statement.developer().id());
    line("  agreement   %s", statement.agreementId());
    List<TermsHeld> terms = statement.parts().get(0).terms();
    for (TermsHeld held : terms) {
      line(
          "  offer       %s  (%s)%s",
          Printable.of(held.name()),
          held.offerId(),
          terms.size() == 1 ? "" : ", " + held.from() + " to " + held.to());
    }
    line(
        "  computed    from the first %,d log entries, by %s",
        statement.logSize(), statement.version());
    line("  sha-256     %s", statement.sha256());
  }

  private void revenue(StatementPart part) {
    RevenueReport report = part.report();
    line("");
    line("What is owed%s", part.modelId().isEmpty() ? "" : " for model " + part.modelId());
    amount("gross revenue", report.gross());
    List<NetRevenue> nets = part.netRevenues();
    if (nets.size() == 1) {
      for (Deduction deduction : nets.get(0).taken()) {
        amount("less " + Printable.of(deduction.name()), deduction.amount().negated());
      }
      amount("net revenue, not below zero", nets.get(0).net());
    } else if (!isOfTheFirstVersion()) {
      for (Deduction deduction : report.deductions()) {
        amount("reported: " + Printable.of(deduction.name()), deduction.amount().negated());
      }
    }
    due(part);
  }

  /** The amount due with its formula, which goes on below where it is too long for a label. */
  private void due(StatementPart part) {
    String formula = "due: " + part.why();
    if (width(formula) <= LABEL_WIDTH || isOfTheFirstVersion()) {
      amount(formula, part.due());
      return;
    }
    amount("due:", part.due());
    StringBuilder row = new StringBuilder();
    for (String word : part.why().split(" ", -1)) {
      if (!row.isEmpty() && width(row.toString()) + 1 + width(word) > FORMULA_WIDTH) {
        line("    %s", row);
        row.setLength(0);
      }
      row.append(row.isEmpty() ? "" : " ").append(word);
    }
    line("    %s", row);
  }

  /** Statements of the first version are laid out as they were, to the byte. */
  private boolean isOfTheFirstVersion() {
    return statement.version().equals(Statement.FIRST_VERSION);
  }

  private void usage(StatementPart part) {
    line("");
    line("Trained on");
    for (TrainedOn run : part.trainedOn()) {
      line("  %s  \"%s\"", run.trainingRunId(), Printable.of(run.name()));
      line(
          "    %,d steps of %,d sequences over %s: %,d tokens",
          run.steps(), run.sequencesPerStep(), run.releaseId(), run.tokens());
    }
    if (part.trainedOn().isEmpty()) {
      line("  no training run is registered under this agreement");
    }
  }

  private void payees(StatementPart part) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Payee", "Tokens", "Share", "Amount", "Why"));
    for (StatementLine line : part.lines()) {
      rows.add(
          List.of(
              shorten(Printable.of(line.name())),
              line.tokens() == 0 ? "" : String.format(Locale.ROOT, "%,d", line.tokens()),
              line.ratio().percent(),
              line.amount().toString(),
              line.why()));
    }
    rows.add(List.of("Total", tokens(part), "", part.due().toString(), "= the amount due"));
    line("");
    line("How it splits");
    table(rows);
  }

  private void payment() {
    if (statement.adjustments().isEmpty()) {
      return;
    }
    line("");
    line("What is to be paid");
    amount("due", statement.due());
    for (Adjustment adjustment : statement.adjustments()) {
      amount(Printable.of(adjustment.why()), adjustment.amount());
    }
    Money payable = statement.payable();
    amount(payable.isNegative() ? "to be paid: nothing; credited" : "to be paid", payable);
  }

  private void reconciliation() {
    line("");
    line("Totals");
    for (LineKind kind : LineKind.values()) {
      if (kind != LineKind.RESERVE || count(kind) > 0) {
        amount(kind.word() + "  (" + counted(count(kind)) + ")", statement.total(kind));
      }
    }
    amount("credited in all", statement.due());
    amount("debited to " + statement.receivable(), statement.asked());
    if (!statement.asked().equals(statement.due())) {
      amount("debited to " + statement.advances(), statement.due().minus(statement.asked()));
    }
    line("");
    line("Shares are rounded down; units left over go one each to the largest fractions.");
  }

  private long count(LineKind kind) {
    return statement.lines().stream().filter(line -> line.kind() == kind).count();
  }

  private static String counted(long lines) {
    return lines == 1 ? "1 line" : String.format(Locale.ROOT, "%,d lines", lines);
  }

  private static String tokens(StatementPart part) {
    BigInteger sum = BigInteger.ZERO;
    for (StatementLine line : part.lines()) {
      sum = sum.add(BigInteger.valueOf(line.tokens()));
    }
    return sum.signum() == 0 ? "" : String.format(Locale.ROOT, "%,d", sum);
  }

  private void table(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size() - 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      StringBuilder text = new StringBuilder(" ");
      for (int i = 0; i < widths.length; i++) {
        String gap = " ".repeat(widths[i] - width(row.get(i)));
        text.append(' ').append(i == 0 ? row.get(i) + gap : gap + row.get(i)).append(' ');
      }
      line("%s", text.append(' ').append(row.get(widths.length)).toString().stripTrailing());
    }
  }

  private void amount(String label, Money amount) {
    String gap = " ".repeat(Math.max(1, LABEL_WIDTH - width(label)));
    line("  %s%s%20s", label, gap, amount);
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String shorten(String name) {
    return width(name) <= NAME_WIDTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME_WIDTH - 3)) + "...";
  }
}
