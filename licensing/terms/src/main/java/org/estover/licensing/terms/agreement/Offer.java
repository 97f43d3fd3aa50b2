package org.estover.licensing.terms.agreement;

import java.util.HashMap;
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
 * @param deductions what may be taken off gross revenue; where none is named, whatever is reported
 * @param conditions what a developer must be and keep
 */
public record Offer(
    String name,
    RateCard rateCard,
    DistributionKey key,
    List<String> purposes,
    Scope scope,
    List<AllowedDeduction> deductions,
    Conditions conditions) {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final String DEDUCTIONS = "deductions";
  private static final String LICENSEES = "licensees";
  private static final String TRUST_ONLY = "trustOnly";
  private static final String ON_REQUEST = "onRequest";

  public Offer {
    purposes = List.copyOf(new TreeSet<>(purposes));
    deductions = List.copyOf(deductions);
    Errors.requireName("an offer", name);
    if (purposes.isEmpty() || !purposes.stream().allMatch(p -> WORD.matcher(p).matches())) {
      throw Errors.badPurposes(purposes);
    }
    TreeSet<String> names = new TreeSet<>();
    for (AllowedDeduction deduction : deductions) {
      if (!names.add(deduction.name())) {
        throw Errors.twoCaps(deduction.name());
      }
    }
  }

  /** Terms with any deductions and for anyone. */
  public Offer(
      String name, RateCard rateCard, DistributionKey key, List<String> purposes, Scope scope) {
    this(name, rateCard, key, purposes, scope, List.of(), Conditions.NONE);
  }

  /** These terms with another rate card, to see what it would have asked for. */
  public Offer pricedBy(RateCard card) {
    return new Offer(name, card, key, purposes, scope, deductions, conditions);
  }

  /** The id, which follows from the name. */
  public String id() {
    return ContentId.of("off", Map.of("name", name));
  }

  /** This offer with what it brings split by another key. */
  public Offer splitBy(DistributionKey other) {
    return new Offer(name, rateCard, other, purposes, scope, deductions, conditions);
  }

  /** Whether revenue in a currency can be priced, and what is taken off it bounded. */
  public boolean accepts(String currency) {
    return rateCard.accepts(currency) && deductions.stream().allMatch(d -> d.accepts(currency));
  }

  /** The terms as the vault keeps them; members that say nothing are left out. */
  public JsonObject toJson() {
    Map<String, Object> json = new HashMap<>();
    json.put("name", name);
    json.put("rateCard", rateCard.canonical());
    json.put("key", key.canonical());
    json.put("purposes", purposes);
    json.put("rights", scope.rights());
    json.put("licenses", scope.licenses());
    json.put("excludedLicenses", scope.excluded());
    if (!deductions.isEmpty()) {
      json.put(DEDUCTIONS, deductions.stream().map(AllowedDeduction::toJson).toList());
    }
    if (!conditions.licensees().isEmpty()) {
      json.put(LICENSEES, conditions.licensees().stream().map(LicenseeClass::word).toList());
    }
    if (conditions.trustOnly()) {
      json.put(TRUST_ONLY, true);
    }
    if (conditions.onRequest()) {
      json.put(ON_REQUEST, true);
    }
    return JsonObject.of(json);
  }

  /** Reads what {@link #toJson} wrote. */
  public static Offer fromJson(JsonObject json) {
    List<AllowedDeduction> deductions =
        json.names().contains(DEDUCTIONS)
            ? json.objects(DEDUCTIONS).stream().map(AllowedDeduction::fromJson).toList()
            : List.of();
    List<LicenseeClass> licensees =
        json.names().contains(LICENSEES)
            ? json.texts(LICENSEES).stream().map(LicenseeClass::of).toList()
            : List.of();
    return new Offer(
        json.text("name"),
        RateCard.parse(json.text("rateCard")),
        DistributionKey.parse(json.text("key")),
        json.texts("purposes"),
        new Scope(json.texts("rights"), json.texts("licenses"), json.texts("excludedLicenses")),
        deductions,
        new Conditions(
            licensees, json.names().contains(TRUST_ONLY), json.names().contains(ON_REQUEST)));
  }
}
