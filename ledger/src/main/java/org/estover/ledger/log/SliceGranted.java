package org.estover.ledger.log;

import java.util.Map;

/**
 * Use of a part of a release was permitted; which part stands in the payload.
 *
 * @param grantId id of the grant
 * @param agreementId the agreement it rests on
 * @param releaseId the release
 * @param sliceId the part, by what it holds
 * @param purpose what for
 */
public record SliceGranted(
    String grantId, String agreementId, String releaseId, String sliceId, String purpose)
    implements Fact {

  static final String TYPE = "slice-granted.v1";

  public SliceGranted {
    Ids.require("grt", grantId);
    Ids.require("agr", agreementId);
    Ids.require("rel", releaseId);
    Ids.require("slc", sliceId);
    Ids.requireWord("purpose", purpose);
  }

  static SliceGranted fromJson(JsonObject fields) {
    return new SliceGranted(
        fields.text("grantId"),
        fields.text("agreementId"),
        fields.text("releaseId"),
        fields.text("sliceId"),
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
            "sliceId",
            sliceId,
            "purpose",
            purpose));
  }
}
