package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * The trust certified a training run; the signed certificate stands in the payload.
 *
 * @param certificateId id of the certificate
 * @param trainingRunId the training run
 * @param level how far it was verified
 */
public record CertificateIssued(String certificateId, String trainingRunId, String level)
    implements Fact {

  /** What {@code level} can be. */
  public static final List<String> LEVELS = List.of("l0", "l1", "l2");

  static final String TYPE = "certificate-issued.v1";

  public CertificateIssued {
    Ids.require("crt", certificateId);
    Ids.require("trun", trainingRunId);
    Ids.requireOneOf("level", level, LEVELS);
  }

  static CertificateIssued fromJson(JsonObject fields) {
    return new CertificateIssued(
        fields.text("certificateId"), fields.text("trainingRunId"), fields.text("level"));
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
    return JsonObject.of(
        Map.of("certificateId", certificateId, "trainingRunId", trainingRunId, "level", level));
  }
}
