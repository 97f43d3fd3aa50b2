package org.estover.licensing.terms.claim;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.identity.ContentId;

/**
 * What somebody says is theirs: a share of the documents of a host or path of which no rights
 * holder is known.
 *
 * @param partyId who claims
 * @param name the claimant's name
 * @param scope where the documents came from
 * @param share more than nothing, at most the whole
 * @param filed the day on which it was filed
 */
public record Claim(String partyId, String name, ClaimScope scope, Ratio share, LocalDate filed) {

  /** How a place that is controlled says that a claim to it is right, before the claim's id. */
  public static final String TOKEN_NAME = "estover-claim";

  public Claim {
    if (share.equals(Ratio.ZERO) || share.compareTo(Ratio.ONE) > 0) {
      throw Errors.badShare(share);
    }
  }

  /** The id, which follows from all of it but the name. */
  public String id() {
    return ContentId.of(
        "clm",
        Map.of(
            "party", partyId,
            "scope", scope.toString(),
            "share", share.toString(),
            "filed", filed.toString()));
  }

  /**
   * What the place that is claimed has to say, {@code estover-claim=clm_...}. It is no secret:
   * whoever can write there says with it that this claim, and no other, is right.
   */
  public String token() {
    return TOKEN_NAME + "=" + id();
  }

  /**
   * What of an unclaimed line is the claim's: {@code floor(line * share * claimed / unknown)}.
   *
   * @param claimed tokens of the documents claimed, those that earn
   * @param unknown tokens of all documents that the line is for, above zero
   */
  public Money of(Money line, Ratio claimed, Ratio unknown) {
    Ratio exact = share.ofMinorUnits(line).times(claimed);
    BigInteger amount =
        exact
            .numerator()
            .multiply(unknown.denominator())
            .divide(exact.denominator().multiply(unknown.numerator()));
    return Money.of(amount.longValueExact(), line.currency());
  }

  /** Whether another claim asks for the same, perhaps on another day. */
  public boolean asksTheSame(Claim other) {
    return partyId.equals(other.partyId) && scope.equals(other.scope) && share.equals(other.share);
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "name", name,
            "scope", scope.toString(),
            "share", share.toString(),
            "filed", filed.toString()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Claim fromJson(String partyId, JsonObject json) {
    return new Claim(
        partyId,
        json.text("name"),
        ClaimScope.parse(json.text("scope")),
        Ratio.parse(json.text("share")),
        LocalDate.parse(json.text("filed")));
  }
}
