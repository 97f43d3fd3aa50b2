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
      reserve(1);
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

  /** Appends {@code count} of three tokens; the others may be anything. */
  void addThree(int count, int first, int second, int third) {
    int[] into = tokens;
    int at = size;
    if (at + 3 > into.length) {
      reserve(3);
      into = tokens;
    }
    into[at] = first;
    into[at + 1] = second;
    into[at + 2] = third;
    size = at + count;
  }

  /** Appends {@code count} tokens of an array. */
  void addRange(int[] added, int from, int count) {
    reserve(count);
    System.arraycopy(added, from, tokens, size, count);
    size += count;
  }

  /** Copies the tokens from {@code from} to an array. */
  void copyTo(int[] into, int at, int from) {
    System.arraycopy(tokens, from, into, at, size - from);
  }

  private void reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(needed, Math.addExact(size, size / 2)));
    }
  }
}
