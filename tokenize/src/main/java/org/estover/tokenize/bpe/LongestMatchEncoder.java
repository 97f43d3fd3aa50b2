package org.estover.tokenize.bpe;

import java.util.Arrays;

/**
 * Encodes a piece from left to right, in time linear in its bytes, to the tokens that merging makes
 * of it.
 *
 * <p>Merging leaves a sequence of tokens exactly if it leaves each two neighbours side by side, and
 * of the sequences that spell a piece one alone is like that. So the longest token is taken that
 * the one before allows; where none does, the one before was wrong and gives way to a shorter one.
 * A place from which no way led on is not tried again, which bounds the work. From van Antwerpen
 * and Neubeck, "So many tokens, so little time" (GitHub, 2024), on Berglund and van der Merwe,
 * "Formalizing BPE Tokenization" (2023).
 *
 * <p>Not thread-safe; memory: 256 KB, and what the longest piece takes.
 */
final class LongestMatchEncoder {
  private static final int REMEMBERED_BITS = 15;

  private final MergeHistory history;

  /** Pairs asked for lately, each with its answer in the lowest bit. */
  private final long[] remembered = new long[1 << REMEMBERED_BITS];

  private int[] tokens = new int[64];
  private long[] deadEnds = new long[1];

  LongestMatchEncoder(MergeHistory history) {
    this.history = history;
    // The pair of zeros is one that may be asked for: it must not be answered by what never was.
    remembered[slot(0)] = -1;
  }

  /** Appends the tokens of the bytes from {@code from} to {@code end}. */
  void encode(byte[] bytes, int from, int end, TokenBuffer into) {
    prepare(end - from);
    int count = 0;
    int at = from;
    int token = history.trie.longest(bytes, at, end);
    while (token >= 0) {
      int next = at + history.length(token);
      if (!isDeadEnd(next - from) && (count == 0 || sideBySide(tokens[count - 1], token))) {
        tokens[count++] = token;
        at = next;
        token = at < end ? history.trie.longest(bytes, at, end) : TokenTrie.NONE;
      } else if (history.shorter(token) >= 0) {
        token = history.shorter(token);
      } else {
        deadEnds[(at - from) >> 6] |= 1L << (at - from);
        token = tokens[--count];
        at -= history.length(token);
      }
    }
    for (int i = 0; i < count; i++) {
      into.add(history.id(tokens[i]));
    }
  }

  private void prepare(int size) {
    int words = (size >> 6) + 1;
    if (tokens.length < size) {
      tokens = new int[size];
    }
    if (deadEnds.length < words) {
      deadEnds = new long[words];
    } else {
      Arrays.fill(deadEnds, 0, words, 0);
    }
  }

  private boolean isDeadEnd(int place) {
    return ((deadEnds[place >> 6] >>> place) & 1) != 0;
  }

  private boolean sideBySide(int left, int right) {
    long pair = ((long) left << Integer.SIZE) | ((long) right << 1);
    int slot = slot(pair);
    long known = remembered[slot];
    if ((known & -2) == pair) {
      return (known & 1) != 0;
    }
    boolean answer = history.staySideBySide(left, right);
    remembered[slot] = answer ? pair | 1 : pair;
    return answer;
  }

  private static int slot(long pair) {
    return (int) ((pair * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - REMEMBERED_BITS));
  }
}
