package org.estover.dedupe.exact;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Sixteen bytes that are equal for texts which differ in white space and Unicode form only.
 *
 * <p>Normalisation {@link #VERSION}: Unicode NFC (ICU4J 76.1, Unicode 16), each run of white space
 * becomes one space, none at either end. The key is the first half of SHA-256 over the version's
 * name and the UTF-8 of the result (lone surrogates as {@code ?}). Cost: linear in the text.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record ContentKey(long high, long low) implements Comparable<ContentKey> {
  /** The name of the normalisation and hash; another result means another name. */
  public static final String VERSION = "estover.content.v1";

  /** Bytes of a key. */
  public static final int SIZE = 16;

  private static final int BUFFER_CHARS = 8192;
  private static final char FIRST_COMBINING = 0x300;

  /** Computes the key of a text. */
  public static ContentKey of(CharSequence text) {
    MessageDigest digest = sha256();
    digest.update(VERSION.getBytes(StandardCharsets.UTF_8));
    CharSequence normal = isSurelyNfc(text) ? text : Normalizer2.getNFCInstance().normalize(text);
    StringBuilder buffer = new StringBuilder(BUFFER_CHARS + 2);
    boolean spaceBefore = false;
    boolean started = false;
    for (int at = 0; at < normal.length(); at++) {
      char c = normal.charAt(at);
      if (isSpace(c)) {
        spaceBefore = started;
        continue;
      }
      if (spaceBefore) {
        buffer.append(' ');
        spaceBefore = false;
      }
      started = true;
      buffer.append(c);
      if (buffer.length() >= BUFFER_CHARS && !Character.isHighSurrogate(c)) {
        flush(buffer, digest);
      }
    }
    flush(buffer, digest);
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    return new ContentKey(bytes.getLong(0), bytes.getLong(8));
  }

  /** The 16 bytes. */
  public byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    ByteBuffer.wrap(bytes).putLong(high).putLong(low);
    return bytes;
  }

  /** Compares as unsigned bytes. */
  @Override
  public int compareTo(ContentKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** The 32 lower-case hex digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }

  private static void flush(StringBuilder buffer, MessageDigest digest) {
    digest.update(buffer.toString().getBytes(StandardCharsets.UTF_8));
    buffer.setLength(0);
  }

  /** White space is in the basic plane only. */
  private static boolean isSpace(char c) {
    if (c < 0x80) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
    return UCharacter.hasBinaryProperty(c, UProperty.WHITE_SPACE);
  }

  private static boolean isSurelyNfc(CharSequence text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= FIRST_COMBINING) {
        return false;
      }
    }
    return true;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
