package org.estover.tokenize.reconstruct;

import java.util.Arrays;
import java.util.List;

/**
 * Finds every place of many byte strings in a text, in one pass (A. Aho and M. Corasick, Efficient
 * String Matching, CACM 1975).
 *
 * <p>States are the prefixes of the strings, the shorter first. Of the near ones, in which most
 * bytes of a text are read, an array says where each letter leads; edges of all others lie in one
 * table of (state, byte). Where no edge leads on, the longest suffix that is a prefix, too, is
 * tried. Building is linear in the strings; a search takes O(text + places), each step the longer
 * the less of the table a cache holds. Memory: 60 bytes per byte of the strings, and 4 MB.
 * Immutable and thread-safe.
 */
final class TermsAutomaton {
  /** All strings together: their table then takes 400 MB. */
  static final long BYTES_LIMIT = 1L << 24;

  private static final int LETTERS = 256;
  private static final int NONE = -1;

  /** So many states have all letters in an array of 4 MB. */
  private static final int NEAR_STATES = 1 << 12;

  /** Where {@code state << 8 | letter} leads, for near states. */
  private final int[] near;

  /** States below this one are near: while it is built only 0, to which there is no edge. */
  private int nearStates = 1;

  /** Edges of all states but 0: {@code state << 8 | letter}, 0 where there is none. */
  private final long[] edges;

  private final int[] targets;
  private final int[] fallback;

  /** The string that ends in a state. */
  private final int[] ends;

  /** The nearest state on the way of fallbacks in which a string ends. */
  private final int[] alsoEnds;

  private final int[] sizes;
  private int states = 1;

  private TermsAutomaton(List<byte[]> strings, long bytes, int nearLimit) {
    int most = (int) bytes + 1;
    int capacity = 2 * Integer.highestOneBit(most + most / 2);
    edges = new long[capacity];
    targets = new int[capacity];
    fallback = new int[most];
    ends = new int[most];
    alsoEnds = new int[most];
    Arrays.fill(ends, NONE);
    Arrays.fill(alsoEnds, NONE);
    sizes = strings.stream().mapToInt(string -> string.length).toArray();
    near = new int[LETTERS * Math.min(most, nearLimit)];
    build(strings);
    fillNear();
  }

  /**
   * Makes an automaton of strings that are not empty and all differ.
   *
   * @throws IllegalArgumentException if they have more than {@link #BYTES_LIMIT} bytes
   */
  static TermsAutomaton of(List<byte[]> strings) {
    return of(strings, NEAR_STATES);
  }

  /** Makes one with another number of near states, one or more. */
  static TermsAutomaton of(List<byte[]> strings, int nearLimit) {
    long bytes = strings.stream().mapToLong(string -> string.length).sum();
    if (bytes > BYTES_LIMIT) {
      throw new IllegalArgumentException(bytes + " bytes of strings");
    }
    return new TermsAutomaton(strings, bytes, nearLimit);
  }

  /**
   * Letter by letter of all strings: a fallback is shorter, so it is complete when it is needed.
   */
  private void build(List<byte[]> strings) {
    int[] at = new int[sizes.length];
    int longest = Arrays.stream(sizes).max().orElse(0);
    for (int depth = 0; depth < longest; depth++) {
      for (int number = 0; number < at.length; number++) {
        if (depth < sizes[number]) {
          int letter = strings.get(number)[depth] & 0xFF;
          at[number] = child(at[number], letter);
          if (depth == sizes[number] - 1) {
            ends[at[number]] = number;
          }
        }
      }
    }
  }

  /** A fallback is shorter, so its letters are there already. */
  private void fillNear() {
    int count = Math.min(states, near.length / LETTERS);
    for (int state = 1; state < count; state++) {
      for (int letter = 0; letter < LETTERS; letter++) {
        int target = edge(state, letter);
        near[state * LETTERS + letter] =
            target == 0 ? near[fallback[state] * LETTERS + letter] : target;
      }
    }
    nearStates = count;
  }

  private int child(int state, int letter) {
    int known = state == 0 ? near[letter] : edge(state, letter);
    if (known > 0) {
      return known;
    }
    int child = states++;
    if (state == 0) {
      near[letter] = child;
      return child;
    }
    int suffix = next(fallback[state], letter);
    fallback[child] = suffix;
    alsoEnds[child] = ends[suffix] == NONE ? alsoEnds[suffix] : suffix;
    long key = key(state, letter);
    int slot = slot(key);
    while (edges[slot] != 0) {
      slot = (slot + 1) & (edges.length - 1);
    }
    edges[slot] = key;
    targets[slot] = child;
    return child;
  }

  private static long key(int state, int letter) {
    return (long) state << 8 | letter;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & (edges.length - 1);
  }

  /** The state behind an edge of another state than 0; 0 if there is none. */
  private int edge(int state, int letter) {
    long key = key(state, letter);
    int slot = slot(key);
    while (edges[slot] != 0) {
      if (edges[slot] == key) {
        return targets[slot];
      }
      slot = (slot + 1) & (edges.length - 1);
    }
    return 0;
  }

  private int next(int from, int letter) {
    int state = from;
    while (state >= nearStates) {
      int target = edge(state, letter);
      if (target != 0) {
        return target;
      }
      state = fallback[state];
    }
    return near[state * LETTERS + letter];
  }

  /** Receives places. */
  interface Sink {
    /**
     * Takes a place of a string.
     *
     * @param string its number
     * @param from its first byte in the text
     * @param to the byte behind it
     */
    void place(int string, int from, int to);
  }

  /** Delivers every place of every string in the first {@code size} bytes of a text, by its end. */
  void search(byte[] text, int size, Sink sink) {
    int state = 0;
    for (int i = 0; i < size; i++) {
      state = next(state, text[i] & 0xFF);
      if (state != 0) {
        for (int s = ends[state] == NONE ? alsoEnds[state] : state; s != NONE; s = alsoEnds[s]) {
          sink.place(ends[s], i + 1 - sizes[ends[s]], i + 1);
        }
      }
    }
  }
}
