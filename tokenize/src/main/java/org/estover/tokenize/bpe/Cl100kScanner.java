package org.estover.tokenize.bpe;

/**
 * The patterns of cl100k_base, Llama 3 and Qwen 2, which differ in how many digits a piece holds.
 *
 * <p>Unlike GPT-2's, a word takes any one character before it that is no letter, digit or line
 * break; line breaks end the punctuation and white space before them; contractions ignore case, and
 * U+017F, the long s, is an s to them. Linear: ASCII letters eight at a time; white space is looked
 * at twice at most.
 */
final class Cl100kScanner implements PieceScanner {
  private final int digits;

  /**
   * A scanner.
   *
   * @param digits how many numbers a piece holds at most
   */
  Cl100kScanner(int digits) {
    this.digits = digits;
  }

  @Override
  public int pieceEnd(byte[] text, int from, int end) {
    long stops = Swar.nonLetters(Swar.load(text, from));
    if ((stops & 0x80) == 0) {
      return Utf8.letterEnd(text, from, end);
    }
    if ((stops & 0x8000) == 0 && text[from] == ' ' && from + 1 < end) {
      return Utf8.letterEnd(text, from + 1, end);
    }
    return otherEnd(text, from, end);
  }

  private int otherEnd(byte[] text, int from, int end) {
    byte first = text[from];
    if (first == '\'') {
      int contraction = contraction(text, from, end);
      if (contraction > 0) {
        return from + contraction;
      }
    }
    int charClass = Utf8.classAt(text, from);
    if (charClass == UnicodeClasses.LETTER) {
      return Utf8.runEnd(text, from, end, UnicodeClasses.LETTER);
    }
    if (charClass == UnicodeClasses.NUMBER) {
      return numberEnd(text, from, end);
    }
    int second = from + (first < 0 ? Utf8.width(first) : 1);
    int secondClass = second < end ? Utf8.classAt(text, second) : UnicodeClasses.SPACE;
    if (secondClass == UnicodeClasses.LETTER && !isBreak(first)) {
      return text[second] < 0
          ? Utf8.runEnd(text, second, end, UnicodeClasses.LETTER)
          : Utf8.letterEnd(text, second, end);
    }
    if (charClass == UnicodeClasses.OTHER) {
      return otherRunEnd(text, from, end);
    }
    if (first == ' ' && secondClass == UnicodeClasses.OTHER) {
      return otherRunEnd(text, second, end);
    }
    return spaceEnd(text, from, end);
  }

  private int numberEnd(byte[] text, int from, int end) {
    int at = from;
    for (int i = 0; i < digits && at < end; i++) {
      if (Utf8.classAt(text, at) != UnicodeClasses.NUMBER) {
        break;
      }
      at += text[at] < 0 ? Utf8.width(text[at]) : 1;
    }
    return at;
  }

  /** Punctuation and the line breaks behind it. */
  private static int otherRunEnd(byte[] text, int from, int end) {
    int at = Utf8.runEnd(text, from, end, UnicodeClasses.OTHER);
    while (at < end && isBreak(text[at])) {
      at++;
    }
    return at;
  }

  /** White space up to its last line break; without one, as in GPT-2's pattern. */
  private static int spaceEnd(byte[] text, int from, int end) {
    int at = from;
    int last = from;
    int breakEnd = from;
    while (at < end && Utf8.classAt(text, at) == UnicodeClasses.SPACE) {
      last = at;
      at += text[at] < 0 ? Utf8.width(text[at]) : 1;
      if (isBreak(text[last])) {
        breakEnd = at;
      }
    }
    if (breakEnd > from) {
      return breakEnd;
    }
    return at < end && last > from ? last : at;
  }

  private static boolean isBreak(byte b) {
    return b == '\n' || b == '\r';
  }

  private static int contraction(byte[] text, int from, int end) {
    if (from + 1 >= end) {
      return 0;
    }
    int second = text[from + 1] | 0x20;
    if (second == 's' || second == 't' || second == 'm' || second == 'd') {
      return 2;
    }
    if (from + 2 >= end) {
      return 0;
    }
    if (text[from + 1] == (byte) 0xC5 && text[from + 2] == (byte) 0xBF) {
      return 3;
    }
    int third = text[from + 2] | 0x20;
    boolean pair =
        ((second == 'r' || second == 'v') && third == 'e') || (second == 'l' && third == 'l');
    return pair ? 3 : 0;
  }
}
