package org.estover.tokenize.bpe;

import java.util.Arrays;

/**
 * Finds the longest of a set of byte strings that a text goes on with: a double array, one look per
 * byte (Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", 1989).
 *
 * <p>The child of node {@code n} for byte {@code b} is {@code base[n] + b}, if that place says that
 * its parent is {@code n}. Memory: 16 bytes for each distinct beginning of a string, and somewhat
 * more for places that stay empty. Immutable.
 */
final class TokenTrie {
  /** The answer where no string is met. */
  static final int NONE = -1;

  private static final int ROOT = 0;
  private static final int FREE = -1;

  private int[] base = new int[1 << 12];
  private int[] parent = new int[1 << 12];
  private int[] stringAt = new int[1 << 12];
  private int firstFree = 1;

  /**
   * Builds it.
   *
   * @param strings distinct and not empty, in unsigned order; the answers are their indices
   */
  TokenTrie(byte[][] strings) {
    clear(0);
    parent[ROOT] = ROOT;
    place(strings, 0, strings.length, 0, ROOT);
  }

  /** The longest string that stands at {@code from} and ends no later than {@code end}. */
  int longest(byte[] text, int from, int end) {
    int[] base = this.base;
    int[] parent = this.parent;
    int node = ROOT;
    int found = NONE;
    for (int at = from; at < end; at++) {
      int child = base[node] + (text[at] & 0xFF);
      if (child >= parent.length || parent[child] != node) {
        break;
      }
      node = child;
      if (stringAt[node] != NONE) {
        found = stringAt[node];
      }
    }
    return found;
  }

  /** Places what follows {@code depth} bytes that the strings of a range share. */
  private void place(byte[][] strings, int from, int end, int depth, int node) {
    int first = from;
    if (strings[from].length == depth) {
      stringAt[node] = from;
      first++;
    }
    if (first == end) {
      return;
    }
    int children = base(strings, first, end, depth);
    base[node] = children;
    for (int at = first; at < end; at = behind(strings, at, end, depth)) {
      parent[children + (strings[at][depth] & 0xFF)] = node;
    }
    for (int at = first; at < end; ) {
      int next = behind(strings, at, end, depth);
      place(strings, at, next, depth + 1, children + (strings[at][depth] & 0xFF));
      at = next;
    }
  }

  /** The first string of a range that goes on with another byte than the one at {@code at}. */
  private static int behind(byte[][] strings, int at, int end, int depth) {
    int next = at + 1;
    while (next < end && strings[next][depth] == strings[at][depth]) {
      next++;
    }
    return next;
  }

  /** A base at which the places of all children are free. */
  private int base(byte[][] strings, int from, int end, int depth) {
    int lowest = strings[from][depth] & 0xFF;
    while (isTaken(firstFree)) {
      firstFree++;
    }
    int candidate = Math.max(firstFree, lowest + 1);
    while (true) {
      int children = candidate - lowest;
      boolean fits = !isTaken(candidate);
      for (int at = from; fits && at < end; at = behind(strings, at, end, depth)) {
        fits = !isTaken(children + (strings[at][depth] & 0xFF));
      }
      if (fits) {
        reserve(children + 256);
        return children;
      }
      candidate++;
    }
  }

  private boolean isTaken(int place) {
    return place == ROOT || (place < parent.length && parent[place] != FREE);
  }

  private void reserve(int places) {
    int size = parent.length;
    if (places > size) {
      int larger = Math.max(places, size + (size >> 1));
      base = Arrays.copyOf(base, larger);
      parent = Arrays.copyOf(parent, larger);
      stringAt = Arrays.copyOf(stringAt, larger);
      clear(size);
    }
  }

  private void clear(int from) {
    Arrays.fill(parent, from, parent.length, FREE);
    Arrays.fill(stringAt, from, stringAt.length, NONE);
  }
}
