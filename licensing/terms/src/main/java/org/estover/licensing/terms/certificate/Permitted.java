package org.estover.licensing.terms.certificate;

import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * Under what a training was permitted.
 *
 * @param agreementId the agreement
 * @param grantId the grant under it
 * @param purpose the grant's purpose
 * @param opens which part of the release it opens, in words
 * @param redistribution whether copies may be given on
 */
public record Permitted(
    String agreementId, String grantId, String purpose, String opens, boolean redistribution) {

  JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "agreement", agreementId,
            "id", grantId,
            "purpose", purpose,
            "opens", opens,
            "redistribution", redistribution));
  }

  static Permitted fromJson(JsonObject json) {
    return new Permitted(
        json.text("agreement"),
        json.text("id"),
        json.text("purpose"),
        json.text("opens"),
        Boolean.TRUE.equals(json.members().get("redistribution")));
  }
}
