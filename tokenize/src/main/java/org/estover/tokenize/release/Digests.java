package org.estover.tokenize.release;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 and its lower-case hex form. */
final class Digests {
  static final int SIZE = 32;

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  static String sha256Hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** The first eight bytes of SHA-256 over UTF-8, by which a table finds a URI. */
  static long prefixOf(String text) {
    byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return longAt(digest, 0);
  }

  /** Eight bytes as a number whose unsigned order is that of the bytes. */
  static long longAt(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  /** By hand: a manifest has thousands of digests. */
  private static boolean isHex(String digest) {
    for (int i = 0; i < digest.length(); i++) {
      char digit = digest.charAt(i);
      if (!(digit >= '0' && digit <= '9') && !(digit >= 'a' && digit <= 'f')) {
        return false;
      }
    }
    return digest.length() == 2 * SIZE;
  }

  static String requireHex(String what, String digest) {
    if (!isHex(digest)) {
      throw new IllegalArgumentException(
          what + " \"" + digest + "\" is no SHA-256 in lower-case hex");
    }
    return digest;
  }
}
