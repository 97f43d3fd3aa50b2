package org.estover.ledger.log;

import java.util.Map;

/**
 * A segment of the record of who read what was closed: range reads are too many to be entries, so
 * their root is one.
 *
 * <p>Segments follow each other; who, when and which bytes stand in the segment itself, of which
 * each reader can be given the proof of its own records.
 *
 * @param segmentId id of the segment
 * @param previousId the segment before it, or empty for the first one
 * @param records how many reads it has
 * @param bytes how many bytes they delivered
 * @param rootSha256 root of the Merkle tree (RFC 6962) over the records in their order
 */
public record AccessSegmentSealed(
    String segmentId, String previousId, long records, long bytes, String rootSha256)
    implements Fact {

  static final String TYPE = "access-segment-sealed.v1";

  public AccessSegmentSealed {
    Ids.require("seg", segmentId);
    Ids.requireOrEmpty("seg", previousId);
    Ids.requireCount("records", records, 1);
    Ids.requireCount("bytes", bytes, 0);
    Ids.requireSha256("rootSha256", rootSha256);
  }

  static AccessSegmentSealed fromJson(JsonObject fields) {
    return new AccessSegmentSealed(
        fields.text("segmentId"),
        fields.text("previousId"),
        fields.decimal("records"),
        fields.decimal("bytes"),
        fields.text("rootSha256"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return segmentId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "segmentId",
            segmentId,
            "previousId",
            previousId,
            "records",
            Long.toString(records),
            "bytes",
            Long.toString(bytes),
            "rootSha256",
            rootSha256));
  }
}
