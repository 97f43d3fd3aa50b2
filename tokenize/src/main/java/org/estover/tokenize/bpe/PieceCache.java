package org.estover.tokenize.bpe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the tokens of recent short pieces; a newer piece evicts the older one of its slot.
 *
 * <p>What it holds never changes an answer, only its speed. At most {@value #SLOTS} pieces of
 * {@value #LONGEST_PIECE} chars: some 10 MB when full of prose.
 */
final class PieceCache {
  static final int LONGEST_PIECE = 48;

  private static final int SLOTS = 1 << 16;

  private final char[] @Nullable [] pieces = new char[SLOTS][];
  private final int[][] tokens = new int[SLOTS][];

  static int slot(char[] text, int from, int end) {
    int hash = 0;
    for (int i = from; i < end; i++) {
      hash = hash * 31 + text[i];
    }
    hash *= 0x9E3779B9;
    return hash >>> 16;
  }

  /** The tokens of a piece, or null. */
  int @Nullable [] find(int slot, char[] text, int from, int end) {
    char[] piece = pieces[slot];
    if (piece == null || piece.length != end - from) {
      return null;
    }
    for (int i = 0; i < piece.length; i++) {
      if (piece[i] != text[from + i]) {
        return null;
      }
    }
    return tokens[slot];
  }

  void put(int slot, char[] text, int from, int end, int[] pieceTokens) {
    pieces[slot] = Arrays.copyOfRange(text, from, end);
    tokens[slot] = pieceTokens;
  }
}
