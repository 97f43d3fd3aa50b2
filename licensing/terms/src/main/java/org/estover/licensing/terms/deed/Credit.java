package org.estover.licensing.terms.deed;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.party.PartyIds;

/**
 * Says whom the tokens of rights holders are credited to.
 *
 * <p>A name that a release gives is a rights holder of that name; the empty name is nobody yet. A
 * name made by {@link #claimed} stands for documents of nobody that granted claims cover: each
 * claimant gets the share that was claimed, and what no claim covers stays unclaimed. What a party
 * is credited with is then shared between its co-owners. Pure; nothing is rounded.
 */
public final class Credit {

  private static final String CLAIMED = "claimed by ";
  private static final String BETWEEN = " and ";

  /**
   * What a granted claim says of documents that it covers.
   *
   * @param partyId who claimed
   * @param name the claimant's name
   * @param share the share of the documents that was claimed
   * @param held whether it is contested
   */
  public record Claimed(String partyId, String name, Ratio share, boolean held) {}

  private final PartyIds ids;
  private final Map<String, Ownership> ownerships;
  private final Map<String, Claimed> claims;
  private final Map<Payee, Ratio> tokens = new HashMap<>();

  private Credit(PartyIds ids, Map<String, Ownership> ownerships, Map<String, Claimed> claims) {
    this.ids = ids;
    this.ownerships = ownerships;
    this.claims = claims;
  }

  /**
   * The payees of weights by holder.
   *
   * @param weights tokens by the name of the holder, zero or more
   * @param ids gives a name its party
   * @param ownerships who shares what a party earns, by the party's id
   * @param claims those that the names speak of, by id
   */
  public static PayeeWeights of(
      SortedMap<String, BigInteger> weights,
      PartyIds ids,
      Map<String, Ownership> ownerships,
      Map<String, Claimed> claims) {
    Credit credit = new Credit(ids, ownerships, claims);
    weights.forEach((holder, weight) -> credit.add(holder, new Ratio(weight, BigInteger.ONE)));
    return PayeeWeights.of(credit.tokens);
  }

  /** The name under which usage keeps the tokens of documents that exactly these claims cover. */
  public static String claimed(List<String> claimIds) {
    return CLAIMED + String.join(BETWEEN, claimIds);
  }

  private void add(String holder, Ratio weight) {
    if (holder.isEmpty()) {
      put(Payee.UNCLAIMED, weight);
    } else if (claimsNamed(holder).isPresent()) {
      addClaimed(claimsNamed(holder).get(), weight);
    } else {
      addShared(Payee.holder(ids.idOfRightsHolder(holder), holder), weight);
    }
  }

  private void addClaimed(List<String> claimIds, Ratio weight) {
    Ratio left = Ratio.ONE;
    for (String claimId : claimIds) {
      Claimed claim = Objects.requireNonNull(claims.get(claimId));
      left = left.minus(claim.share());
      addShared(
          new Payee(claim.partyId(), claim.name(), claimId, claim.held()),
          weight.times(claim.share()));
    }
    put(Payee.UNCLAIMED, weight.times(left));
  }

  private void addShared(Payee payee, Ratio weight) {
    Ownership ownership = ownerships.get(payee.partyId());
    if (ownership == null) {
      put(payee, weight);
      return;
    }
    for (Ownership.Owner owner : ownership.owners()) {
      put(
          new Payee(owner.partyId(), owner.name(), payee.claimId(), payee.held()),
          weight.times(owner.share()));
    }
  }

  private void put(Payee payee, Ratio weight) {
    tokens.merge(payee, weight, Ratio::plus);
  }

  /**
   * The claims that a name made by {@link #claimed} speaks of, unless it is a holder's own name.
   */
  private Optional<List<String>> claimsNamed(String holder) {
    if (!holder.startsWith(CLAIMED)) {
      return Optional.empty();
    }
    List<String> named = List.of(holder.substring(CLAIMED.length()).split(BETWEEN, -1));
    return claims.keySet().containsAll(named) ? Optional.of(named) : Optional.empty();
  }
}
