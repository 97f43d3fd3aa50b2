package org.estover.licensing.terms.deed;

import java.util.Comparator;
import org.estover.ledger.book.Account;

/**
 * Who is credited with a part of the holders' money: a rights holder, by a release's own word or by
 * a granted claim, or nobody yet.
 *
 * @param partyId the rights holder's id, or empty where nobody is known
 * @param name the rights holder's name, or empty
 * @param claimId the claim by which the holder is credited, or empty
 * @param held whether the claim is contested, so that its money waits
 */
public record Payee(String partyId, String name, String claimId, boolean held)
    implements Comparable<Payee> {

  /** Nobody yet. */
  public static final Payee UNCLAIMED = new Payee("", "", "", false);

  private static final Comparator<Payee> ORDER =
      Comparator.comparing((Payee payee) -> payee.partyId().isEmpty())
          .thenComparing(Payee::name)
          .thenComparing(Payee::partyId)
          .thenComparing(Payee::claimId)
          .thenComparing(Payee::held);

  public Payee {
    if (partyId.isEmpty() && !(name.isEmpty() && claimId.isEmpty())) {
      throw Errors.nobody(name, claimId);
    }
    if (held && claimId.isEmpty()) {
      throw Errors.heldWithoutClaim(name);
    }
  }

  /** A rights holder whom a release names. */
  public static Payee holder(String partyId, String name) {
    return new Payee(partyId, name, "", false);
  }

  /** Whether somebody is known. */
  public boolean isKnown() {
    return !partyId.isEmpty();
  }

  /** The account that is credited. */
  public Account account() {
    if (held) {
      return heldFor(claimId);
    }
    return Account.of(
        isKnown() ? "liabilities:rights-holders:" + partyId : "liabilities:unclaimed");
  }

  /** The account on which a contested claim's money waits. */
  public static Account heldFor(String claimId) {
    return Account.of("liabilities:held:" + claimId);
  }

  /** Orders by name, then by id and claim; nobody comes last, so that a tie goes to somebody. */
  @Override
  public int compareTo(Payee other) {
    return ORDER.compare(this, other);
  }
}
