package org.estover.crawl.frontier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The place of a URL within its level, and what it is known by once it was scheduled: the first 16
 * bytes of the SHA-256 over the 8-byte big-endian seed and the URL, compared as unsigned bytes.
 */
public record UrlKey(long high, long low) implements Comparable<UrlKey> {
  /** Size of a key in bytes. */
  static final int BYTES = 16;

  /** The last of all keys. */
  static final UrlKey LAST = new UrlKey(-1, -1);

  /** The key of a URL in a crawl of that seed. */
  public static UrlKey of(long seed, String url) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
      return read(ByteBuffer.wrap(sha256.digest(url.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  static UrlKey read(ByteBuffer from) {
    return new UrlKey(from.getLong(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putLong(high).putLong(low);
  }

  @Override
  public int compareTo(UrlKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
