package org.estover.licensing.terms.agreement;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * An offer that a developer has signed.
 *
 * @param offerId the accepted offer
 * @param developerId the party that signed
 * @param text the text that was signed
 * @param from the first day it holds
 * @param until the last day it holds, or empty while it is open-ended
 */
public record Agreement(
    String offerId, String developerId, String text, LocalDate from, Optional<LocalDate> until) {

  public Agreement {
    Errors.requireText("agreement", text);
    if (until.isPresent() && until.get().isBefore(from)) {
      throw Errors.endsBeforeItStarts(from, until.get());
    }
  }

  /** The id, which follows from who signed what and for how long. */
  public String id() {
    return ContentId.of(
        "agr",
        Map.of(
            "offer", offerId,
            "developer", developerId,
            "textSha256", textSha256(),
            "from", from.toString(),
            "until", until.map(LocalDate::toString).orElse("")));
  }

  /** The SHA-256 of the signed text. */
  public String textSha256() {
    return ContentId.sha256(text);
  }

  /** Whether the agreement holds on some day of a period. */
  public boolean covers(Period period) {
    return !period.lastDay().isBefore(from)
        && until.map(last -> !last.isBefore(period.firstDay())).orElse(true);
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "text", text,
            "textSha256", textSha256(),
            "from", from.toString(),
            "until", until.map(LocalDate::toString).orElse("")));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Agreement fromJson(String offerId, String developerId, JsonObject json) {
    String until = json.text("until");
    return new Agreement(
        offerId,
        developerId,
        json.text("text"),
        LocalDate.parse(json.text("from")),
        until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until)));
  }
}
