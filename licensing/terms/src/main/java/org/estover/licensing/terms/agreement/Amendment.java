package org.estover.licensing.terms.agreement;

import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Other terms for an agreement from a day on.
 *
 * @param agreementId the agreement
 * @param offerId the offer whose terms hold from then on
 * @param licensee as what the developer is licensed from then on
 * @param text the text that was signed
 * @param from the first day
 */
public record Amendment(
    String agreementId, String offerId, LicenseeClass licensee, String text, LocalDate from) {

  public Amendment {
    Errors.requireText("amendment", text);
  }

  /** The id, which follows from all of it. */
  public String id() {
    return ContentId.of(
        "amd",
        Map.of(
            "agreement", agreementId,
            "offer", offerId,
            "licensee", licensee.word(),
            "textSha256", ContentId.sha256(text),
            "from", from.toString()));
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of("licensee", licensee.word(), "text", text, "from", from.toString()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Amendment fromJson(String agreementId, String offerId, JsonObject json) {
    return new Amendment(
        agreementId,
        offerId,
        LicenseeClass.of(json.text("licensee")),
        json.text("text"),
        LocalDate.parse(json.text("from")));
  }
}
