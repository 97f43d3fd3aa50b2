package org.estover.tokenize.bpe;

import java.util.Arrays;
import java.util.List;

/**
 * Reads the merges of a tokenizer.json, each {@code "left right"} or {@code ["left", "right"]}.
 *
 * <p>The bytes of both are written side by side, where they are the merged token, too: three looks
 * into one table and no strings, as there are fifty thousand merges to read before the first text.
 */
final class MergesReader {
  private final String name;
  private final PieceTable ids;
  private final boolean[] used;
  private byte[] text = new byte[256];
  private int size;

  /** Reads merges of the {@code count} tokens of a new table. */
  MergesReader(String name, PieceTable tokens, int count) {
    this.name = name;
    ids = tokens;
    used = new boolean[count];
  }

  /** Whether a token is part or outcome of a merge. */
  boolean isUsed(int id) {
    return used[id];
  }

  MergeRanks read(List<?> list) throws UnsupportedTokenizerException {
    MergeRanks merges = new MergeRanks(list.size());
    for (Object merge : list) {
      int middle = spell(merge, merges.size());
      int left = ids.first(text, 0, middle);
      int right = ids.first(text, middle, size);
      int merged = ids.first(text, 0, size);
      if (left < 0 || right < 0 || merged < 0) {
        throw unsupported(merges.size(), "tokens of the vocabulary", merge);
      }
      if (!merges.add(left, right, merged)) {
        throw unsupported(merges.size(), "a new pair", merge);
      }
      used[left] = true;
      used[right] = true;
      used[merged] = true;
    }
    return merges;
  }

  /** Writes the bytes of both tokens; returns where the second begins. */
  private int spell(Object merge, int rank) throws UnsupportedTokenizerException {
    size = 0;
    if (merge instanceof String pair) {
      int space = pair.indexOf(' ');
      if (space >= 0 && pair.indexOf(' ', space + 1) < 0) {
        write(pair, 0, space);
        int middle = size;
        write(pair, space + 1, pair.length());
        return middle;
      }
    } else if (merge instanceof List<?> pair
        && pair.size() == 2
        && pair.get(0) instanceof String left
        && pair.get(1) instanceof String right) {
      write(left, 0, left.length());
      int middle = size;
      write(right, 0, right.length());
      return middle;
    }
    throw unsupported(rank, "two tokens", merge);
  }

  /** Writes a token's bytes; none where it is not spelled in the byte alphabet. */
  private void write(String token, int from, int end) {
    reserve(size + end - from);
    int at = size;
    for (int i = from; i < end; i++) {
      int b = ByteAlphabet.byteOf(token.charAt(i));
      if (b < 0) {
        return;
      }
      text[at++] = (byte) b;
    }
    size = at;
  }

  private void reserve(int needed) {
    if (needed + Utf8Text.PADDING > text.length) {
      text = Arrays.copyOf(text, 2 * needed + Utf8Text.PADDING);
    }
  }

  private UnsupportedTokenizerException unsupported(int rank, String expected, Object found) {
    return Errors.unsupported(name, "model.merges[" + rank + "]", expected, found.toString());
  }
}
