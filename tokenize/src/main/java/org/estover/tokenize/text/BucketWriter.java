package org.estover.tokenize.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes the {@link Bucket}s of one block, from its first row to its last. */
final class BucketWriter {
  private final int symbols;
  private final int sampleBits;
  private final int[] before;
  private final ByteBuffer out =
      ByteBuffer.allocate(Bucket.SIZE_LIMIT).order(ByteOrder.LITTLE_ENDIAN);
  private final int[] leafOf;

  // By depth, then leaf: the first leaf of the node that it is below, and for a node the next bit.
  private final int[][] nodeOf;
  private final int[][] next;

  BucketWriter(int symbols, int sampleBits) {
    this.symbols = symbols;
    this.sampleBits = sampleBits;
    before = new int[symbols];
    leafOf = new int[symbols];
    nodeOf = new int[Leaves.LONGEST][symbols];
    next = new int[Leaves.LONGEST][symbols];
  }

  /**
   * Encodes the next rows.
   *
   * @param symbolOf the symbols in the rows
   * @param places where the rows' suffixes start
   * @param first the first row's index in {@code places}
   * @return a buffer that the next call overwrites
   */
  ByteBuffer write(int[] symbolOf, int rows, int[] places, int first) {
    int[] counts = new int[symbols];
    for (int row = 0; row < rows; row++) {
      counts[symbolOf[row]]++;
    }
    Leaves leaves = Leaves.of(counts, rows);
    int marks = 0;
    for (int row = 0; row < rows; row++) {
      marks += isMarked(places[first + row]) ? 1 : 0;
    }
    out.clear();
    out.putShort((short) leaves.count()).putShort((short) marks);
    for (int symbol = 0; symbol < symbols; symbol++) {
      out.putInt(before[symbol]);
      before[symbol] += counts[symbol];
    }
    for (int leaf = 0; leaf < leaves.count(); leaf++) {
      out.put((byte) leaves.symbol(leaf)).put((byte) leaves.length(leaf));
      out.putShort((short) counts[leaves.symbol(leaf)]);
      leafOf[leaves.symbol(leaf)] = leaf;
    }
    for (long word : tree(leaves, symbolOf, rows)) {
      out.putLong(word);
    }
    putMarks(rows, places, first, marks);
    return out.flip();
  }

  private static boolean isMarked(int place) {
    return place % Bucket.SAMPLE_STEP == 0;
  }

  private long[] tree(Leaves leaves, int[] symbolOf, int rows) {
    long[] words = new long[Bucket.words(leaves.bits())];
    split(leaves, 0, 0, leaves.count());
    for (int row = 0; row < rows; row++) {
      int leaf = leafOf[symbolOf[row]];
      for (int depth = 0; depth < leaves.length(leaf); depth++) {
        int bit = next[depth][nodeOf[depth][leaf]]++;
        if (leaves.isRight(depth, leaf)) {
          words[bit / Long.SIZE] |= 1L << bit;
        }
      }
    }
    return words;
  }

  private void split(Leaves leaves, int depth, int from, int to) {
    if (to - from < 2) {
      return;
    }
    Arrays.fill(nodeOf[depth], from, to, from);
    next[depth][from] = leaves.nodeAt(depth, from);
    int middle = leaves.middle(depth, from, to);
    split(leaves, depth + 1, from, middle);
    split(leaves, depth + 1, middle, to);
  }

  private void putMarks(int rows, int[] places, int first, int marks) {
    long[] samples = new long[Bucket.words((long) marks * sampleBits)];
    int last = 0;
    int bit = 0;
    for (int row = 0; row < rows; row++) {
      int place = places[first + row];
      if (!isMarked(place)) {
        continue;
      }
      int delta = row - last;
      if (delta < Bucket.DELTA_LIMIT) {
        out.put((byte) delta);
      } else {
        out.put((byte) (delta | Bucket.DELTA_LIMIT)).put((byte) (delta >>> 7));
      }
      last = row;
      long sample = place / Bucket.SAMPLE_STEP;
      samples[bit / Long.SIZE] |= sample << bit;
      if (bit % Long.SIZE + sampleBits > Long.SIZE) {
        samples[bit / Long.SIZE + 1] |= sample >>> (Long.SIZE - bit % Long.SIZE);
      }
      bit += sampleBits;
    }
    for (long word : samples) {
      out.putLong(word);
    }
  }
}
