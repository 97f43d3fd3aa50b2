package org.estover.crawl.fetch.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The place of a URL within its level: SHA-256 over the 8-byte big-endian seed and the URL,
 * compared as unsigned bytes, ties by URL.
 */
record LevelKey(long high, long low, String url) implements Comparable<LevelKey> {
  static LevelKey of(long seed, String url) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
      ByteBuffer digest = ByteBuffer.wrap(sha256.digest(url.getBytes(StandardCharsets.UTF_8)));
      return new LevelKey(digest.getLong(), digest.getLong(), url);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(LevelKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(low, other.low);
    return byLow != 0 ? byLow : url.compareTo(other.url);
  }
}
