package org.estover.licensing.terms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.PartyRegistered;
import org.estover.ledger.log.PayoutIssued;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.payout.BankAccount;
import org.estover.licensing.terms.payout.Payee;
import org.estover.licensing.terms.payout.Payout;

/** Who can be paid, and what was paid. */
final class PayoutFold implements FactFold {

  static final String ACCOUNT = "account";

  /** Rights holders by id, as last registered. */
  final Map<String, Payee> payees = new LinkedHashMap<>();

  /** How often each was registered. */
  final Map<String, Integer> registrations = new LinkedHashMap<>();

  final Map<String, Payout> payouts = new LinkedHashMap<>();

  @Override
  public void add(LoggedFact logged) {
    if (logged.fact() instanceof PayoutIssued issued) {
      payouts.put(issued.payoutId(), Payout.fromJson(logged.payload().content()));
    } else if (logged.fact() instanceof PartyRegistered registered
        && registered.role().equals(RightsHolder.ROLE)) {
      registrations.merge(registered.partyId(), 1, Integer::sum);
      payees.put(registered.partyId(), payee(logged, registered.partyId()));
    }
  }

  /** The payee that a fact registers; without name and account where these were erased. */
  static Payee payee(LoggedFact logged, String partyId) {
    if (logged.erased()) {
      return new Payee(partyId, "(erased)", Optional.empty(), logged.index());
    }
    JsonObject content = logged.payload().content();
    Optional<BankAccount> account =
        content.names().contains(ACCOUNT)
            ? Optional.of(BankAccount.parse(content.text(ACCOUNT)))
            : Optional.empty();
    return new Payee(partyId, content.text("name"), account, logged.index());
  }
}
