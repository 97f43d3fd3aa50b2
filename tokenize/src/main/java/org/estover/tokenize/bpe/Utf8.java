package org.estover.tokenize.bpe;

/** Characters of valid UTF-8 in a byte array. */
final class Utf8 {
  private Utf8() {}

  /** The code point of the character of two to four bytes at an index. */
  static int codePoint(byte[] text, int at) {
    int lead = text[at] & 0xFF;
    if (lead < 0xE0) {
      return (lead & 0x1F) << 6 | (text[at + 1] & 0x3F);
    }
    if (lead < 0xF0) {
      return (lead & 0xF) << 12 | (text[at + 1] & 0x3F) << 6 | (text[at + 2] & 0x3F);
    }
    return (lead & 7) << 18
        | (text[at + 1] & 0x3F) << 12
        | (text[at + 2] & 0x3F) << 6
        | (text[at + 3] & 0x3F);
  }

  /** The bytes of the character of two to four bytes that begins with {@code lead}. */
  static int width(byte lead) {
    int unsigned = lead & 0xFF;
    return unsigned < 0xE0 ? 2 : unsigned < 0xF0 ? 3 : 4;
  }

  /** The class of the character at an index. */
  static int classAt(byte[] text, int at) {
    int charClass = UnicodeClasses.ASCII[text[at] & 0xFF];
    return charClass == UnicodeClasses.HIGH ? UnicodeClasses.of(codePoint(text, at)) : charClass;
  }

  /** The end of the run of characters of one class from {@code from} on, at most {@code end}. */
  static int runEnd(byte[] text, int from, int end, int charClass) {
    int at = from;
    while (at < end) {
      int lead = text[at];
      int width;
      int found;
      if (lead >= 0) {
        width = 1;
        found = UnicodeClasses.ASCII[lead];
      } else if (lead < (byte) 0xE0) {
        width = 2;
        found = UnicodeClasses.ofLow((lead & 0x1F) << 6 | (text[at + 1] & 0x3F));
      } else {
        width = width(text[at]);
        found = UnicodeClasses.of(codePoint(text, at));
      }
      if (found != charClass) {
        return at;
      }
      at += width;
    }
    return at;
  }

  /** The end of the run of letters from {@code from} on, where an ASCII letter stands. */
  static int letterEnd(byte[] text, int from, int end) {
    int at = from;
    long stops = Swar.nonLetters(Swar.load(text, at));
    while (stops == 0 && at < end) {
      at += Long.BYTES;
      stops = Swar.nonLetters(Swar.load(text, at));
    }
    at += Swar.firstIndex(stops);
    if (at >= end) {
      return end;
    }
    return text[at] < 0 ? runEnd(text, at, end, UnicodeClasses.LETTER) : at;
  }

  /** Whether bytes are valid UTF-8: shortest forms, no surrogates, nothing above U+10FFFF. */
  static boolean isValid(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int width = validWidth(bytes, at, end);
      if (width == 0) {
        return false;
      }
      at += width;
    }
    return true;
  }

  private static int validWidth(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
    int width = lead < 0xC2 || lead > 0xF4 ? 0 : width((byte) lead);
    if (width == 0 || end - at < width) {
      return 0;
    }
    for (int i = 1; i < width; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int c = codePoint(bytes, at);
    boolean isShortest = c >= (width == 2 ? 0x80 : width == 3 ? 0x800 : 0x10000);
    boolean isSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return isShortest && !isSurrogate && c <= Character.MAX_CODE_POINT ? width : 0;
  }
}
