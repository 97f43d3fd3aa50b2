package org.estover.licensing.terms;

import java.nio.file.Path;
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

  static TermsRefusedException otherChain(
      Path file, TrainingRun run, String dataId, long steps, int sequencesPerStep) {
    return new TermsRefusedException(
        file
            + ": a chain of "
            + dataId
            + " with "
            + shape(steps, sequencesPerStep, "", 0)
            + ", and training run "
            + run.id()
            + " is registered over "
            + run.dataId()
            + " with "
            + shape(run.steps(), run.sequencesPerStep(), "", 0)
            + ": nothing was recorded; name the log of that training, or register what was"
            + " trained");
  }

  static TermsRefusedException shortChain(TrainingRun run, long steps) {
    return new TermsRefusedException(
        "the chain ends after step "
            + steps
            + " and training run "
            + run.id()
            + " has "
            + run.steps()
            + " steps: nothing is signed about the rest; name a whole log, or none");
  }
}
