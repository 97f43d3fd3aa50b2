package org.estover.licensing.terms.certificate;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.VerificationLevel;

/**
 * What was known of a training when it was certified.
 *
 * @param level how far it was verified
 * @param payments whether what was stated under its agreement was paid
 * @param through the last month that was stated; empty where none was
 */
public record Standing(VerificationLevel level, PaymentState payments, String through) {

  JsonObject toJson() {
    return JsonObject.of(
        Map.of("level", level.word(), "payments", payments.word(), "statedThrough", through));
  }

  static Standing fromJson(JsonObject json) {
    return new Standing(
        VerificationLevel.of(json.text("level")),
        PaymentState.of(json.text("payments")),
        json.text("statedThrough"));
  }
}
