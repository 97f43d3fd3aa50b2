package org.estover.licensing.terms;

import java.util.List;
import java.util.stream.Collectors;
import org.estover.licensing.terms.party.Delegation;
import org.estover.licensing.terms.party.SignatureKey;

/** The wording of refusals about keys and who acts for whom. */
final class KeyErrors {

  private KeyErrors() {}

  static TermsRefusedException secondTrust(String name) {
    return new TermsRefusedException(
        "\"" + name + "\" cannot be registered as the trust: a ledger belongs to one");
  }

  static TermsRefusedException keyOfAnother(SignatureKey former, String partyId) {
    return new TermsRefusedException(
        "key "
            + former.id()
            + " is of "
            + former.partyId()
            + ", so a key of "
            + partyId
            + " cannot replace it: name one of its own");
  }

  static TermsRefusedException otherReplacement(SignatureKey known, SignatureKey asked) {
    return new TermsRefusedException(
        "key "
            + known.id()
            + " is registered already, "
            + replacing(known)
            + ", and this says "
            + replacing(asked)
            + ": repeat what was registered, or revoke it");
  }

  static TermsRefusedException revoked(SignatureKey known) {
    return new TermsRefusedException(
        "key "
            + known.id()
            + " was revoked, which is for ever, so nothing that it signs counts: register another"
            + " key");
  }

  private static String replacing(SignatureKey key) {
    return key.replacesId().isEmpty() ? "replacing none" : "replacing " + key.replacesId();
  }

  static TermsRefusedException notSigned(Delegation delegation, List<SignatureKey> keys) {
    return new TermsRefusedException(
        "the signature under the delegation from "
            + delegation.fromPartyId()
            + " to "
            + delegation.toPartyId()
            + " is of no key of the former: "
            + known(keys)
            + "; sign the words of \"estover party delegate\" without --signature, byte for byte");
  }

  static TermsRefusedException takenBack(Delegation delegation) {
    return new TermsRefusedException(
        "delegation "
            + delegation.id()
            + " was taken back: record another one, with another first or last day");
  }

  static TermsRefusedException noSigner(String developerId) {
    return new TermsRefusedException(
        "no key that counts may sign trainings of "
            + developerId
            + ": register one (\"estover party key\"), or let its holder act for it (\"estover"
            + " party delegate\")");
  }

  private static String known(List<SignatureKey> keys) {
    return keys.isEmpty()
        ? "it has none that counts; register one (\"estover party key\")"
        : "it has " + names(keys);
  }

  private static String names(List<SignatureKey> keys) {
    return keys.stream().map(SignatureKey::id).collect(Collectors.joining(", "));
  }
}
