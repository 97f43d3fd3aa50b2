package org.estover.licensing.terms.deed;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.identity.ContentId;

/**
 * How what a rights holder earns is shared between those who own it together, from a day on.
 *
 * @param partyId the rights holder whose earnings are shared
 * @param name the rights holder's name
 * @param from the first day; it counts until the day of a later one, and of a period on its last
 *     day
 * @param owners who shares them, in the order of names; the shares sum to one
 */
public record Ownership(String partyId, String name, LocalDate from, List<Owner> owners) {

  /**
   * One who owns a share.
   *
   * @param name the owner's name, a rights holder's
   * @param share above zero
   */
  public record Owner(String name, Ratio share) implements Comparable<Owner> {

    public Owner {
      if (name.isBlank() || share.equals(Ratio.ZERO)) {
        throw Errors.noShare(name);
      }
    }

    @Override
    public int compareTo(Owner other) {
      return name.compareTo(other.name);
    }
  }

  public Ownership {
    if (new TreeSet<>(owners).size() < owners.size()) {
      throw Errors.namedTwice(owners.stream().map(Owner::name).toList());
    }
    owners = List.copyOf(new TreeSet<>(owners));
    Ratio sum = owners.stream().map(Owner::share).reduce(Ratio.ZERO, Ratio::plus);
    if (!sum.equals(Ratio.ONE)) {
      throw Errors.notTheWhole(sum);
    }
  }

  /** The id, which follows from rights holder and day. */
  public String id() {
    return ContentId.of("own", Map.of("party", partyId, "from", from.toString()));
  }

  /** The shares for people: {@code Ada 1/2, Bob 1/2}. */
  public String text() {
    return String.join(
        ", ", owners.stream().map(owner -> owner.name() + " " + owner.share()).toList());
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "name",
            name,
            "from",
            from.toString(),
            "owners",
            owners.stream()
                .map(
                    owner ->
                        JsonObject.of(
                            Map.of("name", owner.name(), "share", owner.share().toString())))
                .toList()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Ownership fromJson(String partyId, JsonObject json) {
    return new Ownership(
        partyId,
        json.text("name"),
        LocalDate.parse(json.text("from")),
        json.objects("owners").stream()
            .map(owner -> new Owner(owner.text("name"), Ratio.parse(owner.text("share"))))
            .toList());
  }
}
