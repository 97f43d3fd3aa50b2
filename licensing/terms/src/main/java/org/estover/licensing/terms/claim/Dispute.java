package org.estover.licensing.terms.claim;

import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Somebody's objection to a claim.
 *
 * @param claimId the contested claim
 * @param partyId who contests it
 * @param ground why
 * @param opened the day on which it was opened
 */
public record Dispute(String claimId, String partyId, String ground, LocalDate opened) {

  /** The id, which follows from the claim, the objector and the day. */
  public String id() {
    return ContentId.of(
        "dsp", Map.of("claim", claimId, "party", partyId, "opened", opened.toString()));
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of("ground", ground, "opened", opened.toString()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Dispute fromJson(String claimId, String partyId, JsonObject json) {
    return new Dispute(claimId, partyId, json.text("ground"), LocalDate.parse(json.text("opened")));
  }
}
