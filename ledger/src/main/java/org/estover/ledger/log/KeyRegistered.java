package org.estover.ledger.log;

import java.util.Map;

/**
 * A party said which key signs for it; of the keys of a party those count that no later one
 * replaced and nothing revoked.
 *
 * @param keyId id of the key
 * @param partyId whose it is
 * @param publicKey the raw Ed25519 public key, 32 bytes in base64
 * @param replacesId the key that it takes the place of, or empty
 */
public record KeyRegistered(String keyId, String partyId, String publicKey, String replacesId)
    implements Fact {

  static final String TYPE = "key-registered.v1";

  public KeyRegistered {
    Ids.require("key", keyId);
    Ids.require("pty", partyId);
    Ids.requireKey("publicKey", publicKey);
    Ids.requireOrEmpty("key", replacesId);
  }

  static KeyRegistered fromJson(JsonObject fields) {
    return new KeyRegistered(
        fields.text("keyId"),
        fields.text("partyId"),
        fields.text("publicKey"),
        fields.text("replacesId"));
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
    return JsonObject.of(
        Map.of(
            "keyId", keyId, "partyId", partyId, "publicKey", publicKey, "replacesId", replacesId));
  }
}
