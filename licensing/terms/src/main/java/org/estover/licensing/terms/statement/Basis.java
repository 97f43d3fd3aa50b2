package org.estover.licensing.terms.statement;

import java.util.List;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * Everything that a statement follows from.
 *
 * @param trust the trust
 * @param developer who signed the agreement
 * @param offer the terms of the agreement
 * @param report the revenue of the period under the agreement
 * @param trainingRuns the agreement's training runs in log order
 * @param logSize how many log entries all this was read from
 */
public record Basis(
    Party trust,
    Party developer,
    Offer offer,
    RevenueReport report,
    List<TrainingRun> trainingRuns,
    long logSize) {

  public Basis {
    trainingRuns = List.copyOf(trainingRuns);
  }
}
