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

  private static final int SLICE = 8192;
  private static final char FIRST_COMBINING = 0x300;

  /** Computes the key of a text. */
  public static ContentKey of(CharSequence text) {
    String string = text.toString();
    String normal = isSurelyNfc(string) ? string : Normalizer2.getNFCInstance().normalize(string);
    MessageDigest digest = sha256();
    digest.update(VERSION.getBytes(StandardCharsets.UTF_8));
    new Writing(digest).write(normal);
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    return new ContentKey(bytes.getLong(0), bytes.getLong(8));
  }

  /** The walk along a text: chars in slices, bytes to the digest in slices. */
  private static final class Writing {
    private final MessageDigest digest;
    private final char[] slice = new char[SLICE];
    private final byte[] bytes = new byte[SLICE + 8];
    private int size;
    private boolean spaceBefore;
    private boolean started;

    Writing(MessageDigest digest) {
      this.digest = digest;
    }

    void write(String text) {
      for (int from = 0; from < text.length(); ) {
        int to = Math.min(from + SLICE, text.length());
        if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
          to--;
        }
        text.getChars(from, to, slice, 0);
        write(to - from);
        from = to;
      }
      digest.update(bytes, 0, size);
    }

    private void write(int length) {
      for (int at = 0; at < length; at++) {
        char c = slice[at];
        if (c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : isSpace(c)) {
          spaceBefore = started;
          continue;
        }
        if (size >= SLICE) {
          digest.update(bytes, 0, size);
          size = 0;
        }
        if (spaceBefore) {
          bytes[size++] = ' ';
          spaceBefore = false;
        }
        started = true;
        if (c < 0x80) {
          bytes[size++] = (byte) c;
        } else if (Character.isSurrogate(c)) {
          boolean pair = at + 1 < length && Character.isSurrogatePair(c, slice[at + 1]);
          appendSupplementary(pair ? Character.toCodePoint(c, slice[++at]) : '?');
        } else {
          append(c);
        }
      }
    }

    private void append(char c) {
      if (c < 0x800) {
        bytes[size++] = (byte) (0xC0 | (c >> 6));
      } else {
        bytes[size++] = (byte) (0xE0 | (c >> 12));
        bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      }
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    }

    private void appendSupplementary(int c) {
      if (c == '?') {
        bytes[size++] = '?';
        return;
      }
      bytes[size++] = (byte) (0xF0 | (c >> 18));
      bytes[size++] = (byte) (0x80 | ((c >> 12) & 0x3F));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    }
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

  /** White space above ASCII, which is in the basic plane only. */
  private static boolean isSpace(char c) {
    return UCharacter.hasBinaryProperty(c, UProperty.WHITE_SPACE);
  }

  private static boolean isSurelyNfc(String text) {
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
