package org.estover.licensing.terms.agreement;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A developer's request to sign an offer that the trust decides on.
 *
 * @param offerId the offer
 * @param developerId who asks
 * @param licensee as what it wants to be licensed
 * @param text what it says of itself and its purpose
 */
public record LicenseRequest(
    String offerId, String developerId, LicenseeClass licensee, String text) {

  public LicenseRequest {
    Errors.requireText("request", text);
  }

  /** The id, which follows from all of it. */
  public String id() {
    return ContentId.of(
        "req",
        Map.of(
            "offer",
            offerId,
            "developer",
            developerId,
            "licensee",
            licensee.word(),
            "textSha256",
            ContentId.sha256(text)));
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of("licensee", licensee.word(), "text", text));
  }

  /** Reads what {@link #toJson} wrote. */
  public static LicenseRequest fromJson(String offerId, String developerId, JsonObject json) {
    return new LicenseRequest(
        offerId, developerId, LicenseeClass.of(json.text("licensee")), json.text("text"));
  }
}
