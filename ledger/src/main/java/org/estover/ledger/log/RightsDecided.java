package org.estover.ledger.log;

import java.util.Map;

/**
 * What pages declare was decided for all documents of a release: the verdicts of one batch, as a
 * digest and as counts.
 *
 * <p>{@code verdictsSha256} is over one line for each document that was kept, in the order of the
 * release's document tables: id, space, class of the verdict, line feed. Documents that were
 * dropped are in no release, and only counted.
 *
 * @param batchId id of the batch
 * @param releaseId the release that was made by it
 * @param verdictsSha256 SHA-256 of the verdicts of what was kept
 * @param allowed documents kept because a signal permits the use
 * @param unknown documents kept though no signal speaks of it
 * @param licenseRequired documents dropped because the use is for sale
 * @param denied documents dropped because the use is reserved
 */
public record RightsDecided(
    String batchId,
    String releaseId,
    String verdictsSha256,
    long allowed,
    long unknown,
    long licenseRequired,
    long denied)
    implements Fact {

  static final String TYPE = "rights-decided.v1";

  public RightsDecided {
    Ids.require("dec", batchId);
    Ids.require("rel", releaseId);
    Ids.requireSha256("verdictsSha256", verdictsSha256);
    Ids.requireCount("allowed", allowed, 0);
    Ids.requireCount("unknown", unknown, 0);
    Ids.requireCount("licenseRequired", licenseRequired, 0);
    Ids.requireCount("denied", denied, 0);
  }

  static RightsDecided fromJson(JsonObject fields) {
    return new RightsDecided(
        fields.text("batchId"),
        fields.text("releaseId"),
        fields.text("verdictsSha256"),
        fields.decimal("allowed"),
        fields.decimal("unknown"),
        fields.decimal("licenseRequired"),
        fields.decimal("denied"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return batchId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "batchId",
            batchId,
            "releaseId",
            releaseId,
            "verdictsSha256",
            verdictsSha256,
            "allowed",
            Long.toString(allowed),
            "unknown",
            Long.toString(unknown),
            "licenseRequired",
            Long.toString(licenseRequired),
            "denied",
            Long.toString(denied)));
  }
}
