package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.shard.TokenWidth;

/**
 * Puts ends of text where tokens of a shard belong to a document that was taken down. Finding them
 * costs O(log documents) reads per masked document of the shard, once. Not thread-safe.
 */
final class MaskedTokens {
  private final Release release;
  private final Masks masks;
  private final TokenWidth width;
  private final int endOfText;
  private final Map<ReleasedShard, NavigableMap<Long, Long>> ranges = new HashMap<>();

  MaskedTokens(Release release, Masks masks) {
    this.release = release;
    this.masks = masks;
    width = release.content().tokenizer().tokenWidth();
    endOfText = release.content().tokenizer().endOfText();
  }

  /** Masks the tokens [at, at + count) of a shard, as they are stored; in a copy where it must. */
  ByteBuffer mask(ByteBuffer stored, OpenShard open, ReleasedShard shard, long at, int count)
      throws IOException {
    if (masks.isEmpty()) {
      return stored;
    }
    NavigableMap<Long, Long> known = ranges.get(shard);
    if (known == null) {
      known = masks.tokenRanges(release, shard, open.documents());
      ranges.put(shard, known);
    }
    Long before = known.floorKey(at);
    NavigableMap<Long, Long> touched =
        known.subMap(before == null ? at : before, true, at + count, false);
    if (touched.isEmpty()) {
      return stored;
    }
    // What was read may be kept in a cache that others read.
    byte[] bytes = new byte[count * width.bytes()];
    stored.get(stored.position(), bytes);
    for (Map.Entry<Long, Long> range : touched.entrySet()) {
      int from = (int) (Math.max(range.getKey(), at) - at);
      int to = (int) (Math.min(range.getValue(), at + count) - at);
      if (from < to) {
        int[] ends = new int[to - from];
        Arrays.fill(ends, endOfText);
        width.encode(ends, 0, ends.length, bytes, from * width.bytes());
      }
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
