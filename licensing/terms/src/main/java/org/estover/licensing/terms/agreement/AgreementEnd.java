package org.estover.licensing.terms.agreement;

import java.time.LocalDate;
import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * The end of an agreement before its term.
 *
 * @param agreementId the agreement
 * @param lastDay the last day on which it holds
 * @param reason why, for people
 */
public record AgreementEnd(String agreementId, LocalDate lastDay, String reason) {

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of("lastDay", lastDay.toString(), "reason", reason));
  }

  /** Reads what {@link #toJson} wrote. */
  public static AgreementEnd fromJson(String agreementId, JsonObject json) {
    return new AgreementEnd(
        agreementId, LocalDate.parse(json.text("lastDay")), json.text("reason"));
  }
}
