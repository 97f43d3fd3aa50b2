package org.estover.tokenize.bpe;

/**
 * The pattern of GPT-2 and GPT-NeoX, {@link PiecePattern#GPT2}.
 *
 * <p>Linear: ASCII letters eight at a time, all else by one look at each character, no backtracking
 * but for the last character of white space.
 */
final class Gpt2Scanner implements PieceScanner {
  @Override
  public int pieceEnd(byte[] text, int from, int end) {
    int at = text[from] == ' ' ? from + 1 : from;
    if (at == end) {
      return end;
    }
    if ((Swar.nonLetters(Swar.load(text, at)) & 0x80) == 0) {
      return Utf8.letterEnd(text, at, end);
    }
    return otherEnd(text, from, at, end);
  }

  /** {@code at} is behind a space that may begin a piece. */
  private static int otherEnd(byte[] text, int from, int at, int end) {
    if (text[from] == '\'') {
      int contraction = contraction(text, from, end);
      if (contraction > 0) {
        return from + contraction;
      }
    }
    int charClass = Utf8.classAt(text, at);
    return charClass == UnicodeClasses.SPACE
        ? spaceEnd(text, from, end)
        : Utf8.runEnd(text, at, end, charClass);
  }

  /** White space up to the text's end, or but for its last character, which may join a word. */
  private static int spaceEnd(byte[] text, int from, int end) {
    int at = from;
    int last = from;
    while (at < end && Utf8.classAt(text, at) == UnicodeClasses.SPACE) {
      last = at;
      at += text[at] < 0 ? Utf8.width(text[at]) : 1;
    }
    return at < end && last > from ? last : at;
  }

  private static int contraction(byte[] text, int from, int end) {
    if (from + 1 >= end) {
      return 0;
    }
    byte second = text[from + 1];
    if (second == 's' || second == 't' || second == 'm' || second == 'd') {
      return 2;
    }
    if (from + 2 >= end) {
      return 0;
    }
    byte third = text[from + 2];
    boolean pair =
        ((second == 'r' || second == 'v') && third == 'e') || (second == 'l' && third == 'l');
    return pair ? 3 : 0;
  }
}
