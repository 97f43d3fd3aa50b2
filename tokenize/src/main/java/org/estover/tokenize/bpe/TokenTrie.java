package org.estover.tokenize.bpe;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the longest of a set of byte strings that a text goes on with: a double array, one look per
 * byte (Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", 1989).
 *
 * <p>The child of a node for byte {@code b} is at place {@code base + b}, if a node is there whose
 * label is {@code b}: no two nodes have one base, so that it is nobody else's child. A place is one
 * long, 0 where it is free:
 *
 * <pre>
 * base : 32 | number of the string that ends here, plus 1 : 23 | is a child : 1 | label : 8
 * </pre>
 *
 * <p>Memory: 8 bytes for each distinct beginning of a string, and somewhat more for places that
 * stay free. Immutable.
 */
final class TokenTrie {
  /** The answer where no string is met. */
  static final int NONE = -1;

  /** One more than the greatest number of a string. */
  static final int MOST_NUMBERS = (1 << 23) - 1;

  private static final int ROOT = 0;
  private static final int CHILD = 1 << 8;
  private static final int LABEL = (1 << 9) - 1;
  private static final int NUMBER_AT = 9;

  private final long[] places;
  private final long tried;

  /**
   * Builds it.
   *
   * @param strings distinct and not empty, in unsigned order
   * @param numbers what is answered for each of them, below {@link #MOST_NUMBERS}
   */
  TokenTrie(byte[][] strings, int[] numbers) {
    Building building = new Building(strings, numbers);
    places = building.places;
    tried = building.tried;
  }

  /** How many bases were tried for its nodes, which is most of what building it takes. */
  long tried() {
    return tried;
  }

  /** How many distinct beginnings its strings have. */
  long nodes() {
    return Arrays.stream(places).filter(place -> place != 0).count();
  }

  /**
   * The number of the longest string that stands at {@code from} and ends no later than {@code
   * end}, or {@link #NONE}.
   */
  int longest(byte[] text, int from, int end) {
    long[] places = this.places;
    long node = places[ROOT];
    int found = 0;
    for (int at = from; at < end; at++) {
      int label = text[at] & 0xFF;
      node = places[(int) (node >>> Integer.SIZE) + label];
      if (((int) node & LABEL) != (label | CHILD)) {
        break;
      }
      int number = (int) node >>> NUMBER_AT;
      found = number == 0 ? found : number;
    }
    return found - 1;
  }

  private static final class Building {
    private final byte[][] strings;
    private final int[] numbers;
    private long[] places = new long[1 << 12];
    private final BitSet bases = new BitSet();
    private long tried;

    /** The first bytes of the children of the node that a base is sought for. */
    private final int[] labels = new int[256];

    /** By the bits of a number of children: the place from which free ones are looked for. */
    private final int[] lookFrom = new int[Integer.SIZE];

    Building(byte[][] strings, int[] numbers) {
      this.strings = strings;
      this.numbers = numbers;
      place(0, strings.length, 0, ROOT);
    }

    /** Places what follows {@code depth} bytes that the strings of a range share. */
    private void place(int from, int end, int depth, int node) {
      int first = from;
      if (strings[from].length == depth) {
        places[node] |= (long) (numbers[from] + 1) << NUMBER_AT;
        first++;
      }
      if (first == end) {
        return;
      }
      int base = base(first, end, depth);
      places[node] |= (long) base << Integer.SIZE;
      for (int at = first; at < end; at = behind(at, end, depth)) {
        int label = strings[at][depth] & 0xFF;
        places[base + label] = CHILD | label;
      }
      for (int at = first; at < end; ) {
        int next = behind(at, end, depth);
        place(at, next, depth + 1, base + (strings[at][depth] & 0xFF));
        at = next;
      }
    }

    /** The first string of a range that goes on with another byte than the one at {@code at}. */
    private int behind(int at, int end, int depth) {
      int next = at + 1;
      while (next < end && strings[next][depth] == strings[at][depth]) {
        next++;
      }
      return next;
    }

    /**
     * A new base at which the places of all children are free. Nodes with about as many children
     * are looked a place for from where the last one was found, so that the whole is passed once
     * for each size and not once for each node.
     */
    private int base(int from, int end, int depth) {
      int count = 0;
      for (int at = from; at < end; at = behind(at, end, depth)) {
        labels[count++] = strings[at][depth] & 0xFF;
      }
      int size = Integer.SIZE - Integer.numberOfLeadingZeros(count);
      int base = Math.max(lookFrom[size] - labels[0], 1);
      while (!fits(base, count)) {
        base++;
      }
      lookFrom[size] = base + labels[0];
      bases.set(base);
      int needed = base + 256;
      if (needed > places.length) {
        places = Arrays.copyOf(places, Math.max(needed, places.length + (places.length >> 1)));
      }
      return base;
    }

    private boolean fits(int base, int count) {
      tried++;
      boolean fits = !bases.get(base);
      for (int i = 0; fits && i < count; i++) {
        fits = !isTaken(base + labels[i]);
      }
      return fits;
    }

    private boolean isTaken(int place) {
      return place == ROOT || (place < places.length && places[place] != 0);
    }
  }
}
