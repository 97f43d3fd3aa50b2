package org.estover.licensing.portal.statement;

import java.util.List;
import org.estover.ledger.book.Money;
import org.estover.licensing.portal.license.StepView;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Step;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;
import org.estover.licensing.terms.statement.StatementPart;

/**
 * Why a line is the amount it is, from the report to the unit.
 *
 * @param number number of the line on its statement, from 1
 * @param statement the statement
 * @param part the part that it splits
 * @param line the line
 * @param steps how the amount due of the part came about
 * @param of what the line's share is taken of
 * @param exact the share of it, before it was brought to the unit
 */
record LineTrace(
    int number,
    Statement statement,
    StatementPart part,
    StatementLine line,
    List<StepView> steps,
    Money of,
    String exact) {

  static LineTrace of(Statement statement, int number) {
    int at = number - 1;
    for (StatementPart part : statement.parts()) {
      if (at < part.lines().size()) {
        return of(statement, part, part.lines().get(at), number);
      }
      at -= part.lines().size();
    }
    throw new IndexOutOfBoundsException(number);
  }

  private static LineTrace of(
      Statement statement, StatementPart part, StatementLine line, int number) {
    Money of = isByTokens(line.kind()) ? part.key().split(part.due()).holders() : part.due();
    Ratio exact = line.ratio().times(Ratio.ONE.ofMinorUnits(of));
    String currency = part.due().currency();
    return new LineTrace(
        number,
        statement,
        part,
        line,
        part.steps().stream().map(step -> StepView.of(step, currency)).toList(),
        of,
        StepView.of(new Step("", exact), currency).amount());
  }

  /** Whether the line is a share of tokens. */
  public boolean byTokens() {
    return isByTokens(line.kind());
  }

  private static boolean isByTokens(LineKind kind) {
    return switch (kind) {
      case RIGHTS_HOLDER, UNCLAIMED -> true;
      case ADMINISTRATION, RESERVE, COMMONS -> false;
    };
  }
}
