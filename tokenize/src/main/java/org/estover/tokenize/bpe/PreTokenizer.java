package org.estover.tokenize.bpe;

/**
 * Cuts text into the pieces of the GPT-2 pattern, which merges never cross.
 *
 * <p>A hand-written scanner for {@link #PATTERN}; linear, one look at each character, no
 * backtracking but for the last space of a run.
 */
final class PreTokenizer {
  /** The pattern that is implemented, with classes of Unicode 16. */
  static final String PATTERN =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private PreTokenizer() {}

  /** The end of the piece that starts at {@code from}; {@code end} counts as the text's end. */
  static int pieceEnd(char[] text, int from, int end) {
    char first = text[from];
    if (first == '\'') {
      int contraction = contraction(text, from, end);
      if (contraction > 0) {
        return from + contraction;
      }
    }
    int at = from;
    if (first == ' ') {
      if (from + 1 == end) {
        return end;
      }
      if (CharClasses.of(codePoint(text, from + 1, end)) != CharClasses.SPACE) {
        at = from + 1;
      }
    }
    byte charClass = CharClasses.of(codePoint(text, at, end));
    int runEnd = runEnd(text, at, end, charClass);
    if (charClass == CharClasses.SPACE && runEnd < end && runEnd - from > 1) {
      return runEnd - 1;
    }
    return runEnd;
  }

  private static int runEnd(char[] text, int from, int end, byte charClass) {
    int at = from;
    while (at < end) {
      int c = codePoint(text, at, end);
      if (CharClasses.of(c) != charClass) {
        break;
      }
      at += c >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? 2 : 1;
    }
    return at;
  }

  private static int contraction(char[] text, int from, int end) {
    if (from + 1 >= end) {
      return 0;
    }
    char second = text[from + 1];
    if (second == 's' || second == 't' || second == 'm' || second == 'd') {
      return 2;
    }
    if (from + 2 >= end) {
      return 0;
    }
    char third = text[from + 2];
    boolean pair =
        ((second == 'r' || second == 'v') && third == 'e') || (second == 'l' && third == 'l');
    return pair ? 3 : 0;
  }

  /** The code point at an index; a lone surrogate stands for itself. */
  static int codePoint(char[] text, int at, int end) {
    char c = text[at];
    if (Character.isHighSurrogate(c) && at + 1 < end && Character.isLowSurrogate(text[at + 1])) {
      return Character.toCodePoint(c, text[at + 1]);
    }
    return c;
  }
}
