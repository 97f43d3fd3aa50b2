package org.estover.tokenize.bpe;

/** UTF-8 of UTF-16 pieces; a lone surrogate becomes U+FFFD, as nothing else can stand for it. */
final class Utf8 {
  private static final int REPLACEMENT = 0xFFFD;

  private Utf8() {}

  /** Writes the UTF-8 of a piece, at most three bytes per char, and returns its size. */
  static int encode(char[] text, int from, int end, byte[] into) {
    int size = 0;
    int at = from;
    while (at < end) {
      int c = PreTokenizer.codePoint(text, at, end);
      at += c >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? 2 : 1;
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        c = REPLACEMENT;
      }
      if (c < 0x80) {
        into[size++] = (byte) c;
      } else if (c < 0x800) {
        into[size++] = (byte) (0xC0 | (c >> 6));
        into[size++] = (byte) (0x80 | (c & 0x3F));
      } else if (c < 0x10000) {
        into[size++] = (byte) (0xE0 | (c >> 12));
        into[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        into[size++] = (byte) (0x80 | (c & 0x3F));
      } else {
        into[size++] = (byte) (0xF0 | (c >> 18));
        into[size++] = (byte) (0x80 | ((c >> 12) & 0x3F));
        into[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        into[size++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    return size;
  }
}
