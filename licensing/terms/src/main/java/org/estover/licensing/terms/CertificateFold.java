package org.estover.licensing.terms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.ledger.log.CertificateIssued;
import org.estover.ledger.log.CertificateRevoked;
import org.estover.ledger.log.Fact;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.certificate.Certificate;

/** Which certificates were issued, and which of them taken back. */
final class CertificateFold implements FactFold {

  /** All whose words were not erased, by id in log order. */
  final Map<String, Certificate> certificates = new LinkedHashMap<>();

  /** Why certificates were taken back, by their id; empty where the reason was erased. */
  final Map<String, String> revoked = new LinkedHashMap<>();

  /** The training run of each that was ever issued, by the certificate's id in log order. */
  final Map<String, String> trainingRuns = new LinkedHashMap<>();

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof CertificateIssued issued) {
      trainingRuns.put(issued.certificateId(), issued.trainingRunId());
      if (!logged.erased()) {
        certificates.put(issued.certificateId(), Certificate.fromJson(logged.payload().content()));
      }
    } else if (fact instanceof CertificateRevoked taken) {
      revoked.put(
          taken.certificateId(), logged.erased() ? "" : logged.payload().content().text("reason"));
    }
  }

  /** The training run of each certificate that was not taken back, in log order. */
  Map<String, String> standing() {
    Map<String, String> standing = new LinkedHashMap<>(trainingRuns);
    standing.keySet().removeAll(revoked.keySet());
    return standing;
  }
}
