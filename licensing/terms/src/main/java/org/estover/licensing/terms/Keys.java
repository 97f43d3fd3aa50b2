package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.estover.ledger.log.DelegationRecorded;
import org.estover.ledger.log.DelegationRevoked;
import org.estover.ledger.log.KeyRegistered;
import org.estover.ledger.log.KeyRevoked;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.party.Delegation;
import org.estover.licensing.terms.party.Operator;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.SignatureKey;

/** The keys with which parties sign, and their word on who acts for them. */
public final class Keys {

  private final TrustState state;

  Keys(TrustState state) {
    this.state = state;
  }

  /**
   * Registers a party of some role, for example an agent that is to act for another one; what is
   * known already is returned.
   *
   * @throws IllegalArgumentException if there is no such role
   * @throws TermsRefusedException if the role is the trust's, which is one party, or the party is
   *     registered with another contact
   */
  public Party registerParty(String role, String name, String contact) throws IOException {
    Register register = state.register();
    String id = Trust.ids(register).idOf(role, name);
    Party known = register.parties.get(id);
    if (known != null && known.name().equals(name)) {
      if (!contact.isEmpty() && !contact.equals(known.contact())) {
        throw Errors.otherContact(known);
      }
      return known;
    }
    if (role.equals(Operator.ROLE)) {
      throw KeyErrors.secondTrust(name);
    }
    Party party = Party.of(role, id, name, contact);
    state.ledger().appendAll(List.of(Trust.registration(party)));
    return party;
  }

  /**
   * Registers the key with which a party signs.
   *
   * @throws TermsRefusedException if the party or the key that it replaces is not known, or the key
   *     was registered as a replacement of another one, or revoked
   */
  public SignatureKey register(SignatureKey key) throws IOException {
    Register register = state.register();
    Trust.known("party", register.parties, key.partyId());
    if (!key.replacesId().isEmpty()) {
      SignatureKey former = Trust.known("key", register.keys.keys, key.replacesId());
      if (!former.partyId().equals(key.partyId())) {
        throw KeyErrors.keyOfAnother(former, key.partyId());
      }
    }
    SignatureKey known = register.keys.keys.get(key.id());
    if (known != null) {
      if (!known.equals(key)) {
        throw KeyErrors.otherReplacement(known, key);
      }
      if (register.keys.isRevoked(known)) {
        throw KeyErrors.revoked(known);
      }
      return known;
    }
    state
        .ledger()
        .append(
            "key/" + key.id(),
            new KeyRegistered(key.id(), key.partyId(), key.publicKey(), key.replacesId()),
            VaultPayload.EMPTY);
    return key;
  }

  /** Revokes a key; what it signed before stays checked. */
  public void revoke(String keyId) throws IOException {
    Trust.known("key", state.register().keys.keys, keyId);
    state.ledger().append("key-revoked/" + keyId, new KeyRevoked(keyId), VaultPayload.EMPTY);
  }

  /**
   * Records that a party lets another one act for it.
   *
   * @param signature over {@link Delegation#signed} by a key of who delegates
   * @throws TermsRefusedException if no key of that party signed it
   */
  public Delegation delegate(Delegation delegation, byte[] signature) throws IOException {
    Register register = state.register();
    Trust.known("party", register.parties, delegation.fromPartyId());
    Trust.known("party", register.parties, delegation.toPartyId());
    if (register.keys.delegations.containsKey(delegation.id())) {
      return delegation;
    }
    if (register.keys.recorded.containsKey(delegation.id())) {
      throw KeyErrors.takenBack(delegation);
    }
    List<SignatureKey> keys = register.keys.keysOf(delegation.fromPartyId());
    SignatureKey signer =
        keys.stream()
            .filter(key -> key.verifies(delegation.signed(), signature))
            .findFirst()
            .orElseThrow(() -> KeyErrors.notSigned(delegation, keys));
    state
        .ledger()
        .append(
            "delegation/" + delegation.id(),
            new DelegationRecorded(
                delegation.id(),
                delegation.fromPartyId(),
                delegation.toPartyId(),
                delegation.scope()),
            new VaultPayload(
                delegation.toJson(signer.id(), Base64.getEncoder().encodeToString(signature)),
                List.of()));
    return delegation;
  }

  /** Takes a delegation back, for ever. */
  public void revokeDelegation(String delegationId) throws IOException {
    Trust.known("delegation", state.register().keys.recorded, delegationId);
    state
        .ledger()
        .append(
            "delegation-revoked/" + delegationId,
            new DelegationRevoked(delegationId),
            VaultPayload.EMPTY);
  }

  /** The keys of a party that count, in log order. */
  public List<SignatureKey> keysOf(String partyId) throws IOException {
    return state.register().keys.keysOf(partyId);
  }

  /** Whether a key was neither replaced nor revoked. */
  public boolean counts(SignatureKey key) throws IOException {
    return state.register().keys.counts(key);
  }

  /** The delegations that were not taken back, in log order. */
  public List<Delegation> delegations() throws IOException {
    return List.copyOf(state.register().keys.delegations.values());
  }

  /** Whether a party acts for another one in a scope on a day; each acts for itself. */
  public boolean actsFor(String partyId, String principalId, String scope, LocalDate day)
      throws IOException {
    return state.register().keys.actsFor(partyId, principalId, scope, day);
  }
}
