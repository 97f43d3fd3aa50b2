package org.estover.jobs.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.estover.jobs.rows.CaptureRow;

/**
 * The set of what was captured, of which only the digest is wanted: what was seen (URI, outcome,
 * payload, signals), neither when nor where. Holds some 60 bytes a capture; not thread-safe.
 */
final class CaptureSet {
  private final List<byte[]> rows = new ArrayList<>();

  /** SHA-256 over what of a capture counts. */
  static byte[] observed(CaptureRow row) {
    return Sha256.of(
        Bytes.join(
            Bytes.counted(row.uri()),
            Bytes.counted(row.outcome()),
            row.payloadSha256(),
            Sha256.of(Bytes.utf8(row.signals()))));
  }

  void add(CaptureRow row) {
    rows.add(observed(row));
  }

  /** The digest that {@link CrawlJob} seals for the same captures. */
  String digest() {
    rows.sort(Arrays::compareUnsigned);
    return PrefixHashes.combine(PrefixHashes.of(rows.iterator()));
  }
}
