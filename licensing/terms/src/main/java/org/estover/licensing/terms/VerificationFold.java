package org.estover.licensing.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.log.TrainingRunVerified;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.usage.Verification;

/** What was checked of training runs. */
final class VerificationFold implements FactFold {

  final Map<String, Verification> verifications = new LinkedHashMap<>();

  @Override
  public void add(LoggedFact logged) {
    if (logged.fact() instanceof TrainingRunVerified verified) {
      verifications.put(
          verified.verificationId(),
          new Verification(
              verified.trainingRunId(),
              VerificationLevel.of(verified.level()),
              verified.outcome().equals("passed"),
              verified.evidenceSha256(),
              logged.erased() ? "" : Verification.finding(logged.payload().content())));
    }
  }

  /** The checks of a training run, in log order. */
  List<Verification> of(String trainingRunId) {
    return verifications.values().stream()
        .filter(each -> each.trainingRunId().equals(trainingRunId))
        .toList();
  }

  /** The highest level that a check of a training run passed; a check that failed takes none. */
  VerificationLevel levelOf(String trainingRunId) {
    return of(trainingRunId).stream()
        .filter(Verification::passed)
        .map(Verification::level)
        .max(VerificationLevel::compareTo)
        .orElse(VerificationLevel.L0);
  }
}
