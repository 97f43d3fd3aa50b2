package org.estover.licensing.terms.agreement;

import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * The end of a grant: nothing is trained under it afterwards, and what was trained before stands.
 *
 * @param grantId the grant
 * @param lastDay the last day on which something is trained under it
 * @param reason why, for people
 */
public record GrantEnd(String grantId, LocalDate lastDay, String reason) {

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of("lastDay", lastDay.toString(), "reason", reason));
  }

  /** Reads what {@link #toJson} wrote. */
  public static GrantEnd fromJson(String grantId, JsonObject json) {
    return new GrantEnd(grantId, LocalDate.parse(json.text("lastDay")), json.text("reason"));
  }
}
