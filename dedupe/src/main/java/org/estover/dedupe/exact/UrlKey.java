package org.estover.dedupe.exact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Sixteen bytes that are equal for URLs that RFC 3986 section 6 says are the same.
 *
 * <p>Normalisation {@link #VERSION}: white space around it and the fragment are dropped; scheme and
 * host in lower case, names of other scripts as A-labels (UTS 46); no default port;
 * percent-encoding in one way; no dot segments; the path of a bare host is {@code /}. The query
 * stays as it is, but for parameters that the rule names. Scheme, user, a host's {@code www.} and a
 * path's last slash are differences: what a server makes of them is not known here.
 *
 * <p>The key is the first half of SHA-256 over the version's name, the names of dropped parameters
 * and the result; keys of different rules are never equal. Cost: linear in the URL.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record UrlKey(long high, long low) implements Comparable<UrlKey> {
  /** The name of the normalisation and hash; another result means another name. */
  public static final String VERSION = "estover.url.v1";

  /** Bytes of a key. */
  public static final int SIZE = 16;

  /** Computes the key of a URL; empty for what has no scheme and authority, such as an id. */
  public static Optional<UrlKey> of(String url, UrlRule rule) {
    return normal(url, rule).map(normal -> of(rule, normal));
  }

  /** The normal form that the key is made of; empty for what has no scheme and authority. */
  public static Optional<String> normal(String url, UrlRule rule) {
    return NormalUrl.of(url, rule);
  }

  private static UrlKey of(UrlRule rule, String normal) {
    MessageDigest digest = sha256();
    digest.update(VERSION.getBytes(StandardCharsets.UTF_8));
    for (String name : rule.droppedParameters()) {
      digest.update((" " + name).getBytes(StandardCharsets.UTF_8));
    }
    digest.update((byte) '\n');
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest(normal.getBytes(StandardCharsets.UTF_8)));
    return new UrlKey(bytes.getLong(0), bytes.getLong(8));
  }

  /** The 16 bytes. */
  public byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    ByteBuffer.wrap(bytes).putLong(high).putLong(low);
    return bytes;
  }

  /** Compares as unsigned bytes. */
  @Override
  public int compareTo(UrlKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** The 32 lower-case hex digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
