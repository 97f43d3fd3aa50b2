package org.estover.licensing.terms.certificate;

import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * A party or a model as a certificate names it.
 *
 * @param id its id
 * @param name its name
 */
public record Named(String id, String name) {

  JsonObject toJson() {
    return JsonObject.of(Map.of("id", id, "name", name));
  }

  static Named fromJson(JsonObject json) {
    return new Named(json.text("id"), json.text("name"));
  }
}
