package org.estover.licensing.terms.statement;

import java.util.List;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Step;
import org.estover.licensing.terms.obligation.NetRevenue;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.obligation.RevenueReport;

/**
 * The part of a statement that settles one revenue report.
 *
 * @param report the revenue
 * @param modelId the model that earned it, or empty for all models under the agreement
 * @param terms the terms it is priced by
 * @param pricing what the training changes in the price
 * @param due what the developer owes for it
 * @param why the formula with its numbers and its result
 * @param steps the same step by step; none in statements of the first version
 * @param key how the amount due is split
 * @param trainedOn the training runs it counts
 * @param lines the parts of the amount due; they sum to it
 */
public record StatementPart(
    RevenueReport report,
    String modelId,
    List<TermsHeld> terms,
    Pricing pricing,
    Money due,
    String why,
    List<Step> steps,
    DistributionKey key,
    List<TrainedOn> trainedOn,
    List<StatementLine> lines) {

  public StatementPart {
    terms = List.copyOf(terms);
    steps = List.copyOf(steps);
    trainedOn = List.copyOf(trainedOn);
    lines = List.copyOf(lines);
    Money sum = Money.zero(due.currency());
    for (StatementLine line : lines) {
      sum = sum.plus(line.amount());
    }
    if (!sum.equals(due)) {
      throw Errors.doesNotReconcile(report.agreementId(), report.period(), due, sum);
    }
  }

  /** The report that it settles. */
  public Reported reported() {
    return new Reported(modelId, report);
  }

  /**
   * Net revenue by the terms, which may bound what is taken off it; two where an amendment changed
   * that.
   */
  List<NetRevenue> netRevenues() {
    return terms.stream()
        .map(
            held ->
                held.offer().equals(JsonObject.EMPTY)
                    ? new NetRevenue(report.net(), report.deductions())
                    : NetRevenue.of(report, held.segment().offer()))
        .distinct()
        .toList();
  }

  /** What all lines of a kind come to. */
  public Money total(LineKind kind) {
    Money sum = Money.zero(due.currency());
    for (StatementLine line : lines) {
      sum = line.kind() == kind ? sum.plus(line.amount()) : sum;
    }
    return sum;
  }
}
