package org.estover.ledger.log;

import java.util.Map;

/**
 * A key signs no more; what it signed before stands.
 *
 * @param keyId id of the key
 */
public record KeyRevoked(String keyId) implements Fact {

  static final String TYPE = "key-revoked.v1";

  public KeyRevoked {
    Ids.require("key", keyId);
  }

  static KeyRevoked fromJson(JsonObject fields) {
    return new KeyRevoked(fields.text("keyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return keyId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("keyId", keyId));
  }
}
