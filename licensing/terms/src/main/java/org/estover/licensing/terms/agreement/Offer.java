package org.estover.licensing.terms.agreement;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Published terms that any developer can accept as they stand.
 *
 * @param name what the offer is called, unique at the trust; other terms need another name
 * @param rateCard what is due on a period's net revenue
 * @param key how the amount due is split
 * @param purposes what releases may be used for, kebab-case words
 * @param scope which documents a granted release may hold
 */
public record Offer(
    String name, RateCard rateCard, DistributionKey key, List<String> purposes, Scope scope) {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public Offer {
    purposes = List.copyOf(new TreeSet<>(purposes));
    Errors.requireName("an offer", name);
    if (purposes.isEmpty() || !purposes.stream().allMatch(p -> WORD.matcher(p).matches())) {
      throw Errors.badPurposes(purposes);
    }
  }

  /** The id, which follows from the name. */
  public String id() {
    return ContentId.of("off", Map.of("name", name));
  }

  /** This offer with what it brings split by another key. */
  public Offer splitBy(DistributionKey other) {
    return new Offer(name, rateCard, other, purposes, scope);
  }

  /** The terms as the vault keeps them. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "name", name,
            "rateCard", rateCard.canonical(),
            "key", key.canonical(),
            "purposes", purposes,
            "rights", scope.rights(),
            "licenses", scope.licenses(),
            "excludedLicenses", scope.excluded()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Offer fromJson(JsonObject json) {
    return new Offer(
        json.text("name"),
        RateCard.parse(json.text("rateCard")),
        DistributionKey.parse(json.text("key")),
        json.texts("purposes"),
        new Scope(json.texts("rights"), json.texts("licenses"), json.texts("excludedLicenses")));
  }
}
