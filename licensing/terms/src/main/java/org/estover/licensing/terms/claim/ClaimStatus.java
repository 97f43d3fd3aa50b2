package org.estover.licensing.terms.claim;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;

/**
 * A claim and what became of it.
 *
 * @param claim what was claimed
 * @param state how far it is
 * @param except parts of its scope that a dispute took out of it
 * @param disputes ids of the open disputes over it
 * @param credited what it brought in all, by currency, held money included
 * @param held what of that waits for a dispute, by currency
 */
public record ClaimStatus(
    Claim claim,
    ClaimState state,
    List<ClaimScope> except,
    List<String> disputes,
    SortedMap<String, Money> credited,
    SortedMap<String, Money> held) {

  public ClaimStatus {
    except = List.copyOf(except);
    disputes = List.copyOf(disputes);
  }

  /** Whether its money waits for a dispute. */
  public boolean isHeld() {
    return !disputes.isEmpty();
  }

  /** The claim as commands show it in JSON. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new TreeMap<>();
    json.put("claim", claim.id());
    json.put("party", claim.partyId());
    json.put("name", claim.name());
    json.put("scope", claim.scope().toString());
    json.put("share", claim.share().toString());
    json.put("filed", claim.filed().toString());
    json.put("state", state.word());
    json.put("token", claim.token());
    json.put("except", except.stream().map(ClaimScope::toString).toList());
    json.put("disputes", disputes);
    json.put("credited", amounts(credited));
    json.put("held", amounts(held));
    return json;
  }

  private static Map<String, String> amounts(SortedMap<String, Money> amounts) {
    Map<String, String> text = new TreeMap<>();
    amounts.forEach((currency, money) -> text.put(currency, money.decimal()));
    return text;
  }
}
