package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estover.ledger.log.DelegationRecorded;
import org.estover.ledger.log.DelegationRevoked;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.KeyRegistered;
import org.estover.ledger.log.KeyRevoked;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.party.Delegation;
import org.estover.licensing.terms.party.SignatureKey;

/** With which keys parties sign, and who acts for whom. */
final class KeyFold implements FactFold {

  /** All keys, also those that count no more. */
  final Map<String, SignatureKey> keys = new LinkedHashMap<>();

  /** All delegations, also those that were taken back. */
  final Map<String, Delegation> recorded = new LinkedHashMap<>();

  /** Those that were not taken back. */
  final Map<String, Delegation> delegations = new LinkedHashMap<>();

  private final Set<String> gone = new HashSet<>();
  private final Set<String> revoked = new HashSet<>();

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof KeyRegistered registered) {
      keys.put(
          registered.keyId(),
          new SignatureKey(registered.partyId(), registered.publicKey(), registered.replacesId()));
      gone.add(registered.replacesId());
    } else if (fact instanceof KeyRevoked taken) {
      gone.add(taken.keyId());
      revoked.add(taken.keyId());
    } else if (fact instanceof DelegationRecorded said && !logged.erased()) {
      Delegation delegation =
          Delegation.fromJson(
              said.fromPartyId(), said.toPartyId(), said.scope(), logged.payload().content());
      recorded.put(said.delegationId(), delegation);
      delegations.put(said.delegationId(), delegation);
    } else if (fact instanceof DelegationRevoked taken) {
      delegations.remove(taken.delegationId());
    }
  }

  /** Whether a key was neither replaced nor revoked. */
  boolean counts(SignatureKey key) {
    return !gone.contains(key.id());
  }

  /** Whether a key was revoked, which is for ever. */
  boolean isRevoked(SignatureKey key) {
    return revoked.contains(key.id());
  }

  /** The keys of a party that count, in log order. */
  List<SignatureKey> keysOf(String partyId) {
    return keys.values().stream()
        .filter(key -> key.partyId().equals(partyId) && counts(key))
        .toList();
  }

  /** Whether a party acts for another one in a scope on a day; each acts for itself. */
  boolean actsFor(String partyId, String principalId, String scope, LocalDate day) {
    return partyId.equals(principalId)
        || delegations.values().stream()
            .anyMatch(
                each ->
                    each.toPartyId().equals(partyId)
                        && each.fromPartyId().equals(principalId)
                        && each.scope().equals(scope)
                        && each.holdsOn(day));
  }
}
