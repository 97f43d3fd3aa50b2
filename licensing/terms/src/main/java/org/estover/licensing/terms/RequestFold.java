package org.estover.licensing.terms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.LicenseDecided;
import org.estover.ledger.log.LicenseRequested;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.LicenseRequest;

/**
 * What developers asked for, and what the trust decided; each by the request's id, in log order.
 */
final class RequestFold implements FactFold {

  final Map<String, LicenseRequest> requests = new LinkedHashMap<>();
  final Map<String, LicenseDecision> decisions = new LinkedHashMap<>();

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof LicenseRequested requested && !logged.erased()) {
      requests.put(
          requested.requestId(),
          LicenseRequest.fromJson(
              requested.offerId(), requested.partyId(), logged.payload().content()));
    } else if (fact instanceof LicenseDecided decided) {
      String reason = logged.erased() ? "" : logged.payload().content().text("reason");
      decisions.put(
          decided.requestId(), new LicenseDecision(decided.decision().equals("accepted"), reason));
    }
  }

  /** Whether a request like this one was accepted, whatever it said. */
  boolean isAccepted(LicenseRequest wanted) {
    return requests.entrySet().stream()
        .filter(
            each ->
                each.getValue().offerId().equals(wanted.offerId())
                    && each.getValue().developerId().equals(wanted.developerId())
                    && each.getValue().licensee() == wanted.licensee())
        .map(each -> decisions.get(each.getKey()))
        .anyMatch(decision -> decision != null && decision.accepted());
  }
}
