package org.estover.licensing.terms;

import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;

/** The wording of refusals about what training read. */
final class UsageErrors {

  private UsageErrors() {}

  static TermsRefusedException otherTrainingRun(
      TrainingRun known, DeclaredTraining declared, String orderId) {
    return new TermsRefusedException(
        "training run \""
            + known.name()
            + "\" is registered already ("
            + known.id()
            + ") with "
            + shape(known.steps(), known.sequencesPerStep(), known.orderId(), known.foreignTokens())
            + ", and this says "
            + shape(
                declared.steps(), declared.sequencesPerStep(), orderId, declared.foreignTokens())
            + ": repeat what was registered, or choose another name");
  }

  private static String shape(long steps, int sequences, String orderId, long foreignTokens) {
    return steps
        + " steps of "
        + sequences
        + " sequences"
        + (orderId.isEmpty() ? "" : " in the order " + orderId)
        + (foreignTokens == 0 ? "" : " and " + foreignTokens + " foreign tokens");
  }
}
