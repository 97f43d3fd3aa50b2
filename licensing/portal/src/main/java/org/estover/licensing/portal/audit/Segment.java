package org.estover.licensing.portal.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.ledger.log.AccessSegmentSealed;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.MerkleTree;

/**
 * A piece of the activity log that takes no more events.
 *
 * @param first position of its first event
 * @param sealed what the trust's log says of it
 * @param logIndex where it says so, or -1 while it waits to be sealed
 * @param at when it was closed
 */
public record Segment(long first, AccessSegmentSealed sealed, long logIndex, Instant at) {

  private static final String DOMAIN = "estover.seg.v1";
  private static final int ID_DIGITS = 32;

  /** The segment of these events, behind another; its id follows from what it holds. */
  static Segment of(long first, String previousId, List<Hash> leaves, long bytes, Instant at) {
    Hash root = MerkleTree.root(leaves);
    Hash name =
        Hash.sha256(
            ascii(DOMAIN), new byte[] {'\n'}, ascii(previousId), new byte[] {'\n'}, root.bytes());
    String id = "seg_" + name.toString().substring(0, ID_DIGITS);
    return new Segment(
        first,
        new AccessSegmentSealed(id, previousId, leaves.size(), bytes, root.toString()),
        -1,
        at);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The position behind its last event. */
  public long end() {
    return first + sealed.records();
  }

  /** Whether the trust's log names it. */
  public boolean isSealed() {
    return logIndex >= 0;
  }

  Segment sealedAt(long index) {
    return new Segment(first, sealed, index, at);
  }

  JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "at", at.toString(),
            "first", Long.toString(first),
            "logIndex", Long.toString(logIndex),
            "sealed", sealed.toJson()));
  }

  static Segment fromJson(JsonObject json) {
    JsonObject sealed = json.object("sealed");
    return new Segment(
        json.decimal("first"),
        new AccessSegmentSealed(
            sealed.text("segmentId"),
            sealed.text("previousId"),
            sealed.decimal("records"),
            sealed.decimal("bytes"),
            sealed.text("rootSha256")),
        json.decimal("logIndex"),
        Instant.parse(json.text("at")));
  }

  /** The hashes beside the way from a leaf to the root, lowest first (RFC 6962 section 2.1.1). */
  static List<Hash> path(int index, List<Hash> leaves) {
    List<Hash> path = new ArrayList<>();
    if (leaves.size() > 1) {
      int split = Integer.highestOneBit(leaves.size() - 1);
      List<Hash> left = leaves.subList(0, split);
      List<Hash> right = leaves.subList(split, leaves.size());
      path.addAll(index < split ? path(index, left) : path(index - split, right));
      path.add(MerkleTree.root(index < split ? right : left));
    }
    return path;
  }
}
