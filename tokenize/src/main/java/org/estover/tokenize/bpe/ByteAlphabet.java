package org.estover.tokenize.bpe;

import java.util.Arrays;

/**
 * GPT-2's 256 printable characters for the 256 byte values, in which vocabulary files spell tokens.
 *
 * <p>Bytes 33-126, 161-172 and 174-255 stand for themselves; the other 68 are U+0100 and up, in
 * order.
 */
final class ByteAlphabet {
  private static final int FIRST_SUBSTITUTE = 0x100;
  private static final int[] BYTE_OF = new int[FIRST_SUBSTITUTE + 68];
  private static final char[] CHAR_OF = new char[256];

  static {
    Arrays.fill(BYTE_OF, -1);
    int substitute = FIRST_SUBSTITUTE;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
      int c = printable ? b : substitute++;
      BYTE_OF[c] = b;
      CHAR_OF[b] = (char) c;
    }
  }

  private ByteAlphabet() {}

  /** The byte that a character spells, or -1. */
  static int byteOf(char c) {
    return c < BYTE_OF.length ? BYTE_OF[c] : -1;
  }

  /** Reads the bytes of a spelled token; an empty array if a character is none of the 256. */
  static byte[] bytes(String spelled) {
    byte[] bytes = new byte[spelled.length()];
    for (int i = 0; i < bytes.length; i++) {
      int b = byteOf(spelled.charAt(i));
      if (b < 0) {
        return new byte[0];
      }
      bytes[i] = (byte) b;
    }
    return bytes;
  }

  /** Spells a token. */
  static String spell(byte[] bytes) {
    char[] spelled = new char[bytes.length];
    for (int i = 0; i < spelled.length; i++) {
      spelled[i] = CHAR_OF[bytes[i] & 0xFF];
    }
    return new String(spelled);
  }
}
