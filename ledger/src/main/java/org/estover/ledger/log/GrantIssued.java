package org.estover.ledger.log;

import java.util.Map;

/**
 * A permission on one release under a signed agreement.
 *
 * @param grantId id of the grant
 * @param agreementId the agreement it rests on
 * @param releaseId the release it opens
 * @param purpose what it is for, a kebab-case word such as {@code train}
 */
public record GrantIssued(String grantId, String agreementId, String releaseId, String purpose)
    implements Fact {

  static final String TYPE = "grant-issued.v1";

  public GrantIssued {
    Ids.require("grt", grantId);
    Ids.require("agr", agreementId);
    Ids.require("rel", releaseId);
    Ids.requireWord("purpose", purpose);
  }

  static GrantIssued fromJson(JsonObject fields) {
    return new GrantIssued(
        fields.text("grantId"),
        fields.text("agreementId"),
        fields.text("releaseId"),
        fields.text("purpose"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return grantId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "grantId",
            grantId,
            "agreementId",
            agreementId,
            "releaseId",
            releaseId,
            "purpose",
            purpose));
  }
}
