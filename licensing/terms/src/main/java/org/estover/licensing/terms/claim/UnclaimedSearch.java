package org.estover.licensing.terms.claim;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;

/**
 * What is known of a place's documents without a known rights holder.
 *
 * @param scope the place
 * @param documents how many there are, by release; releases without any are left out
 * @param earned what they earned in all statements that count, by currency, whether it was claimed
 *     since or not
 * @param claims the claims to any part of the place, or to more than it
 */
public record UnclaimedSearch(
    ClaimScope scope,
    Map<String, Long> documents,
    SortedMap<String, Money> earned,
    List<ClaimStatus> claims) {

  public UnclaimedSearch(
      ClaimScope scope,
      Map<String, Long> documents,
      Map<String, Money> earned,
      List<ClaimStatus> claims) {
    this(scope, documents, new TreeMap<>(earned), claims);
  }

  public UnclaimedSearch {
    documents = Map.copyOf(documents);
    earned = Collections.unmodifiableSortedMap(new TreeMap<>(earned));
    claims = List.copyOf(claims);
  }
}
