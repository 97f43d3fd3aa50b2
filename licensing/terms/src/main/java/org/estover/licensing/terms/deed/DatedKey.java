package org.estover.licensing.terms.deed;

import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A distribution key that the trust set for all its agreements from a day on.
 *
 * @param from the first day it is in force; it stays so until the day of a later one
 * @param key how amounts due are split
 */
public record DatedKey(LocalDate from, DistributionKey key) {

  /** The id, which follows from the day: there is one key for it. */
  public String id() {
    return ContentId.of("dky", Map.of("from", from.toString()));
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of("from", from.toString(), "key", key.canonical()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static DatedKey fromJson(JsonObject json) {
    return new DatedKey(
        LocalDate.parse(json.text("from")), DistributionKey.parse(json.text("key")));
  }
}
