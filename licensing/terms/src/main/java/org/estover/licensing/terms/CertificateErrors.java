package org.estover.licensing.terms;

import java.util.List;
import org.estover.licensing.terms.usage.TrainingRun;

/** The wording of refusals about certificates. */
final class CertificateErrors {

  private CertificateErrors() {}

  static TermsRefusedException stale(TrainingRun run, List<String> notices) {
    return new TermsRefusedException(
        "training run "
            + run.id()
            + " read something that was taken down since, and its developer has not acknowledged "
            + String.join(", ", notices)
            + ": a certificate would be stale; let the developer act on it, then \"estover withdraw"
            + " --acknowledge NOTICE\"");
  }

  static TermsRefusedException otherReason(String certificateId, String known, String asked) {
    return new TermsRefusedException(
        "certificate "
            + certificateId
            + " was revoked already (\""
            + known
            + "\"), and this says \""
            + asked
            + "\": it is revoked once");
  }
}
