package org.estover.tokenize.bpe;

import java.util.Arrays;
import java.util.Objects;

/** A growing list of token ids that can be cleared and filled again without new memory. */
public final class TokenBuffer {
  private int[] tokens = new int[1024];
  private int size;

  /** The number of tokens. */
  public int size() {
    return size;
  }

  /** The token at an index. */
  public int get(int index) {
    return tokens[Objects.checkIndex(index, size)];
  }

  /** Appends a token. */
  public void add(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.addExact(size, size / 2 + 1));
    }
    tokens[size++] = token;
  }

  /** Removes all tokens and keeps the memory. */
  public void clear() {
    size = 0;
  }

  /** Copies the tokens. */
  public int[] toArray() {
    return Arrays.copyOf(tokens, size);
  }

  void addAll(int[] added) {
    if (size + added.length > tokens.length) {
      int needed = Math.addExact(size, added.length);
      tokens = Arrays.copyOf(tokens, Math.max(needed, Math.addExact(size, size / 2)));
    }
    for (int token : added) {
      tokens[size++] = token;
    }
  }

  int[] tail(int from) {
    return Arrays.copyOfRange(tokens, from, size);
  }
}
