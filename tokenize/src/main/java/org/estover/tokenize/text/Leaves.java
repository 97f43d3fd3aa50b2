package org.estover.tokenize.text;

import java.util.Arrays;

/**
 * The leaves of a bucket's tree: its symbols with their canonical codes, by length, then symbol.
 *
 * <p>Codes ascend with the leaves, so the leaves below a node stand side by side, and those whose
 * codes end above a depth come first. The bits of a depth are those of the nodes from left to
 * right, one for each row below: node [a, b) at depth d begins at bit {@link #nodeAt}, and counts
 * say all of it. Memory: a few numbers per leaf.
 */
final class Leaves {
  static final int LONGEST = 31;

  private final int count;
  private final int[] symbols;
  private final int[] lengths;
  private final int[] codes;
  private final int[] before;
  private final int[] levelAt;
  private final int bits;

  /**
   * Leaves in canonical order.
   *
   * @throws IllegalArgumentException if they make no complete tree of {@code rows} rows
   */
  Leaves(int[] symbols, int[] lengths, int[] counts, int rows) {
    this.count = symbols.length;
    this.symbols = symbols;
    this.lengths = lengths;
    codes = new int[count];
    before = new int[count + 1];
    long next = 0;
    for (int leaf = 0; leaf < count; leaf++) {
      requireOrder(leaf);
      codes[leaf] = (int) next;
      next += 1L << (Integer.SIZE - lengths[leaf]);
      before[leaf + 1] = before[leaf] + counts[leaf];
      if (counts[leaf] <= 0) {
        throw new IllegalArgumentException(
            "symbol " + symbols[leaf] + " stands " + counts[leaf] + " times");
      }
    }
    if (next != 1L << Integer.SIZE || before[count] != rows) {
      throw new IllegalArgumentException(
          "its tree of " + count + " symbols counts " + before[count] + " of " + rows + " rows");
    }
    levelAt = new int[lengths[count - 1]];
    int ended = 0;
    int at = 0;
    for (int depth = 0; depth < levelAt.length; depth++) {
      while (lengths[ended] <= depth) {
        ended++;
      }
      levelAt[depth] = at - before[ended];
      at += rows - before[ended];
    }
    bits = at;
  }

  private void requireOrder(int leaf) {
    boolean ascends =
        leaf == 0
            || lengths[leaf] > lengths[leaf - 1]
            || (lengths[leaf] == lengths[leaf - 1] && symbols[leaf] > symbols[leaf - 1]);
    if (lengths[leaf] < 0 || lengths[leaf] > LONGEST || !ascends) {
      throw new IllegalArgumentException(
          "symbol " + symbols[leaf] + " has a code of " + lengths[leaf] + " bits out of order");
    }
  }

  /** The leaves of what stands so often in a bucket. */
  static Leaves of(int[] countOf, int rows) {
    int[] lengthOf = CodeLengths.of(countOf);
    long[] keys = new long[countOf.length];
    int used = 0;
    for (int symbol = 0; symbol < countOf.length; symbol++) {
      if (countOf[symbol] > 0) {
        keys[used++] = ((long) lengthOf[symbol] << Integer.SIZE) | symbol;
      }
    }
    Arrays.sort(keys, 0, used);
    int[] symbols = new int[used];
    int[] lengths = new int[used];
    int[] counts = new int[used];
    for (int leaf = 0; leaf < used; leaf++) {
      symbols[leaf] = (int) keys[leaf];
      lengths[leaf] = lengthOf[symbols[leaf]];
      counts[leaf] = countOf[symbols[leaf]];
    }
    return new Leaves(symbols, lengths, counts, rows);
  }

  int count() {
    return count;
  }

  int symbol(int leaf) {
    return symbols[leaf];
  }

  int length(int leaf) {
    return lengths[leaf];
  }

  /** The leaf of a symbol, or -1. */
  int leafOf(int symbol) {
    for (int leaf = 0; leaf < count; leaf++) {
      if (symbols[leaf] == symbol) {
        return leaf;
      }
    }
    return -1;
  }

  /** The bits of all depths. */
  int bits() {
    return bits;
  }

  /** The rows below the node of leaves [from, to). */
  int rows(int from, int to) {
    return before[to] - before[from];
  }

  /** The first bit of the node at a depth whose first leaf is {@code from}. */
  int nodeAt(int depth, int from) {
    return levelAt[depth] + before[from];
  }

  /** Whether a leaf below a node at a depth is in the node's right half. */
  boolean isRight(int depth, int leaf) {
    return (codes[leaf] & bit(depth)) != 0;
  }

  private static int bit(int depth) {
    return 1 << (Integer.SIZE - 1 - depth);
  }

  /** The first leaf of the right half of the node of leaves [from, to) at a depth. */
  int middle(int depth, int from, int to) {
    int bit = bit(depth);
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((codes[middle] & bit) == 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
