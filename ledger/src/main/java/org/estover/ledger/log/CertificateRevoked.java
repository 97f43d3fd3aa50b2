package org.estover.ledger.log;

import java.util.Map;

/**
 * A certificate is good no more; the reason stands in the payload.
 *
 * @param certificateId the certificate
 */
public record CertificateRevoked(String certificateId) implements Fact {

  static final String TYPE = "certificate-revoked.v1";

  public CertificateRevoked {
    Ids.require("crt", certificateId);
  }

  static CertificateRevoked fromJson(JsonObject fields) {
    return new CertificateRevoked(fields.text("certificateId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return certificateId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("certificateId", certificateId));
  }
}
