package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Step;
import org.estover.licensing.terms.identity.Printable;
import org.estover.licensing.terms.obligation.Deduction;

/**
 * Lays a statement out as one HTML page that needs nothing beside it: no script, no style sheet, no
 * picture. Names come from crawled pages and are escaped.
 */
public final class StatementHtml {

  private static final String STYLE =
      "body{font:16px/1.5 sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#222}"
          + "table{border-collapse:collapse;width:100%}"
          + "caption{text-align:left;font-weight:bold;padding:1rem 0 .5rem}"
          + "th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ccc;"
          + "vertical-align:top}"
          + "th.n,.n{text-align:right;white-space:nowrap}";

  /** Heads of columns of numbers. */
  private static final List<String> NUMBERS = List.of("Amount", "Tokens", "Share");

  private final Statement statement;
  private final StringBuilder out = new StringBuilder(8192);

  private StatementHtml(Statement statement) {
    this.statement = statement;
  }

  /** The page of a statement, UTF-8. */
  public static String of(Statement statement) {
    StatementHtml html = new StatementHtml(statement);
    html.page();
    return html.out.toString();
  }

  private void page() {
    line("<!DOCTYPE html>");
    line("<html lang=\"en\">");
    line("<head>");
    line("<meta charset=\"utf-8\">");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<title>Statement %s, %s</title>", statement.id(), statement.period());
    line("<style>%s</style>", STYLE);
    line("</head>");
    line("<body>");
    line("<main>");
    line("<h1>Statement of %s</h1>", statement.period());
    heading();
    statement.parts().forEach(this::part);
    payment();
    line("</main>");
    line("</body>");
    line("</html>");
  }

  private void heading() {
    open("Statement", "What", "Value");
    pair("statement", statement.id());
    if (statement.revision().number() > 1) {
      pair(
          "number",
          statement.revision().number() + ", in place of " + statement.revision().revises());
      pair("entered on", statement.revision().effective().toString());
    }
    pair("trust", statement.trust());
    pair("developer", statement.developer().name() + " (" + statement.developer().id() + ")");
    pair("agreement", statement.agreementId());
    for (TermsHeld held : statement.parts().get(0).terms()) {
      pair(
          "offer, " + held.from() + " to " + held.to(),
          held.name() + " (" + held.offerId() + "): " + held.rateCard());
    }
    pair(
        "computed",
        "from the first " + statement.logSize() + " log entries, by " + statement.version());
    pair("SHA-256 of its canonical JSON", statement.sha256());
    close();
  }

  private void part(StatementPart part) {
    String model = part.modelId().isEmpty() ? "" : " for model " + part.modelId();
    open("What is owed" + model, "Step", "Amount");
    amount("gross revenue", part.report().gross());
    for (Deduction deduction : part.report().deductions()) {
      amount("reported deduction: " + deduction.name(), deduction.amount().negated());
    }
    for (Step step : part.steps()) {
      row(step.text(), exactly(step.exact(), part.due().currency()));
    }
    amount("due: " + part.why(), part.due());
    close();
    open("Trained on", "Training run", "Release", "Tokens");
    for (TrainedOn run : part.trainedOn()) {
      row(run.name() + " (" + run.trainingRunId() + ")", run.releaseId(), count(run.tokens()));
    }
    close();
    open("How it splits" + model, "Payee", "Tokens", "Share", "Amount", "Why");
    for (StatementLine line : part.lines()) {
      row(
          line.name(),
          line.tokens() == 0 ? "" : count(line.tokens()),
          line.ratio().percent(),
          line.amount().toString(),
          line.why());
    }
    row("Total", "", "", part.due().toString(), "= the amount due");
    close();
  }

  /** An amount in minor units as money where it is a whole number of them. */
  private static String exactly(Ratio minorUnits, String currency) {
    boolean whole = minorUnits.denominator().equals(BigInteger.ONE);
    return whole && minorUnits.numerator().bitLength() < Long.SIZE
        ? Money.of(minorUnits.numerator().longValueExact(), currency).toString()
        : minorUnits + " minor units";
  }

  private void payment() {
    open("What is to be paid", "What", "Amount");
    amount("due", statement.due());
    for (Adjustment adjustment : statement.adjustments()) {
      amount(adjustment.why(), adjustment.amount());
    }
    amount("to be paid", statement.payable());
    close();
  }

  private void open(String caption, String... heads) {
    line("<table>");
    line("<caption>%s</caption>", escaped(caption));
    StringBuilder cells = new StringBuilder();
    for (String head : heads) {
      boolean number = NUMBERS.contains(head);
      cells.append(number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
      cells.append(escaped(head)).append("</th>");
    }
    line("<thead><tr>%s</tr></thead>", cells);
    line("<tbody>");
  }

  private void close() {
    line("</tbody>");
    line("</table>");
  }

  private void pair(String what, String value) {
    line("<tr><th scope=\"row\">%s</th><td>%s</td></tr>", escaped(what), escaped(value));
  }

  private void amount(String what, Money amount) {
    row(what, amount.toString());
  }

  private void row(String... cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (String cell : List.of(cells)) {
      boolean number = !cell.isEmpty() && isNumber(cell);
      row.append(number ? "<td class=\"n\">" : "<td>").append(escaped(cell)).append("</td>");
    }
    line("%s", row.append("</tr>"));
  }

  private static boolean isNumber(String cell) {
    return cell.matches("([A-Z]{3} )?~?-?[0-9][0-9,./]*%?( minor units)?");
  }

  private static String count(long tokens) {
    return String.format(Locale.ROOT, "%,d", tokens);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    Printable.of(text)
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) c);
              }
            });
    return escaped.toString();
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
