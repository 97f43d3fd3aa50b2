package org.estover.tokenize.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.estover.tokenize.release.CorruptReleaseException;

/**
 * Some rows of a block's Burrows-Wheeler transform, with what was counted up to them: how often a
 * symbol stands before a row, which symbol stands in it, and where its suffix starts if that was
 * sampled.
 *
 * <pre>
 * Bucket    --> LeafCount (u16), MarkCount (u16), Before^Symbols, Leaf^LeafCount, Word^W,
 *               MarkDelta^MarkCount, Sample^MarkCount
 * Before    --> u32: how often the symbol stands in the block's rows before this bucket
 * Leaf      --> Symbol (u8), CodeLength (u8), Count (u16)      by length, then symbol
 * Word      --> u64: the bits of the wavelet tree, depth by depth, node by node, lowest bit first
 * MarkDelta --> from the row of the mark before, or 0; one byte below 128, else the low seven bits
 *               with the high bit set, and the rest in a second byte
 * Sample    --> the suffix's place / 32, in as many bits as the block's last place needs; lowest
 *               bit first, all of them filled up to words of 64 bits
 * </pre>
 *
 * <p>The wavelet tree has the shape of a Huffman code of this bucket's rows. As rows are sorted by
 * what follows them, a bucket has few contexts and so few bits: all buckets together come close to
 * the entropy of high order (Kärkkäinen and Puglisi: Fixed Block Compression Boosting in
 * FM-Indexes, SPIRE 2011). Cost: one pass over the words of the nodes on a symbol's path, some
 * hundreds.
 */
final class Bucket {
  /** Rows of a bucket, but for the last one of a block. */
  static final int ROWS = 1 << 14;

  /** Places of a text whose rows are marked: all multiples of it. */
  static final int SAMPLE_STEP = 32;

  /** More bytes than a bucket can have: 16 bits and a sample of 26 for a row, and the counts. */
  static final int SIZE_LIMIT = 1 << 18;

  static final int COUNTS_SIZE = 2 * Short.BYTES;
  static final int LEAF_SIZE = 4;
  static final int DELTA_LIMIT = 1 << 7;

  private final Where where;
  private final ByteBuffer bytes;
  private final int rows;
  private final int marks;
  private final int sampleBits;
  private final Leaves leaves;
  private final int wordsAt;
  private final int marksAt;
  private final int samplesAt;

  /** What messages call a bucket. */
  record Where(String file, int number, long at) {
    CorruptReleaseException damaged(String problem) {
      return Errors.bucket(file, number, at, problem);
    }
  }

  /**
   * Reads a bucket.
   *
   * @param symbols all symbols of the block
   * @param sampleBits the size of a sample
   * @throws CorruptReleaseException if the bytes are none
   */
  Bucket(Where where, ByteBuffer bytes, int rows, int symbols, int sampleBits) throws IOException {
    this.where = where;
    this.bytes = bytes;
    this.rows = rows;
    this.sampleBits = sampleBits;
    int leavesAt = COUNTS_SIZE + symbols * Integer.BYTES;
    require(bytes.limit() >= leavesAt);
    int count = Short.toUnsignedInt(bytes.getShort(0));
    marks = Short.toUnsignedInt(bytes.getShort(Short.BYTES));
    wordsAt = leavesAt + count * LEAF_SIZE;
    require(count > 0 && count <= symbols && marks <= rows && bytes.limit() >= wordsAt);
    leaves = readLeaves(leavesAt, count, symbols);
    marksAt = wordsAt + words(leaves.bits()) * Long.BYTES;
    samplesAt = bytes.limit() - words((long) marks * sampleBits) * Long.BYTES;
    require(samplesAt >= marksAt);
  }

  private void require(boolean holds) throws IOException {
    if (!holds) {
      throw where.damaged("it has " + bytes.limit() + " bytes, which do not fit what they say");
    }
  }

  private Leaves readLeaves(int leavesAt, int count, int all) throws IOException {
    int[] symbols = new int[count];
    int[] lengths = new int[count];
    int[] counts = new int[count];
    for (int leaf = 0; leaf < count; leaf++) {
      int at = leavesAt + leaf * LEAF_SIZE;
      symbols[leaf] = Byte.toUnsignedInt(bytes.get(at));
      lengths[leaf] = Byte.toUnsignedInt(bytes.get(at + 1));
      counts[leaf] = Short.toUnsignedInt(bytes.getShort(at + 2));
      require(symbols[leaf] < all);
    }
    try {
      return new Leaves(symbols, lengths, counts, rows);
    } catch (IllegalArgumentException e) {
      throw where.damaged(String.valueOf(e.getMessage()));
    }
  }

  static int words(long bits) {
    return (int) ((bits + Long.SIZE - 1) / Long.SIZE);
  }

  /** How often a symbol stands in the block before this bucket. */
  int before(int symbol) {
    return bytes.getInt(COUNTS_SIZE + symbol * Integer.BYTES);
  }

  /** How often a symbol stands in the rows [0, row) of this bucket. */
  int rank(int symbol, int row) throws IOException {
    int leaf = leaves.leafOf(symbol);
    if (leaf < 0) {
      return 0;
    }
    int from = 0;
    int to = leaves.count();
    int rank = row;
    for (int depth = 0; to - from > 1; depth++) {
      int start = leaves.nodeAt(depth, from);
      int ones = ones(start, start + rank);
      int middle = leaves.middle(depth, from, to);
      if (leaf >= middle) {
        from = middle;
        rank = ones;
      } else {
        to = middle;
        rank -= ones;
      }
      requireRows(rank, from, to);
    }
    return rank;
  }

  /** The symbol in a row, and in the lower half how often it stands in the rows before it. */
  long at(int row) throws IOException {
    int from = 0;
    int to = leaves.count();
    int rank = row;
    for (int depth = 0; to - from > 1; depth++) {
      int start = leaves.nodeAt(depth, from);
      int ones = ones(start, start + rank);
      int middle = leaves.middle(depth, from, to);
      if (isOne(start + rank)) {
        from = middle;
        rank = ones;
      } else {
        to = middle;
        rank -= ones;
      }
      requireRows(rank + 1, from, to);
    }
    return ((long) leaves.symbol(from) << Integer.SIZE) | rank;
  }

  /** The place / {@value #SAMPLE_STEP} where the suffix of a row starts, or -1. */
  long sample(int row) throws IOException {
    int marked = 0;
    int at = marksAt;
    for (int mark = 0; mark < marks; mark++) {
      require(at < samplesAt);
      int delta = bytes.get(at++);
      if (delta < 0) {
        require(at < samplesAt);
        delta = (delta & (DELTA_LIMIT - 1)) | (Byte.toUnsignedInt(bytes.get(at++)) << 7);
      }
      marked += delta;
      if (marked >= row) {
        return marked == row ? sampleOf(mark) : -1;
      }
    }
    return -1;
  }

  private long sampleOf(int mark) {
    int bit = mark * sampleBits;
    int at = samplesAt + (bit / Long.SIZE) * Long.BYTES;
    int low = bit % Long.SIZE;
    long sample = bytes.getLong(at) >>> low;
    if (low + sampleBits > Long.SIZE) {
      sample |= bytes.getLong(at + Long.BYTES) << (Long.SIZE - low);
    }
    return sample & ((1L << sampleBits) - 1);
  }

  private void requireRows(int rank, int from, int to) throws IOException {
    if (rank > leaves.rows(from, to)) {
      throw where.damaged("its bits and its counts contradict each other");
    }
  }

  private boolean isOne(int bit) {
    return ((bytes.getLong(wordAt(bit)) >>> bit) & 1) != 0;
  }

  private int wordAt(int bit) {
    return wordsAt + (bit / Long.SIZE) * Long.BYTES;
  }

  /** Counts the ones among the bits [from, to). */
  private int ones(int from, int to) {
    int first = wordAt(from);
    int last = wordAt(to);
    // A shift by a bit's number is one by its place in its word.
    long head = -1L << from;
    long tail = (1L << to) - 1;
    if (first == last) {
      return from == to ? 0 : Long.bitCount(bytes.getLong(first) & head & tail);
    }
    int count = Long.bitCount(bytes.getLong(first) & head);
    for (int at = first + Long.BYTES; at < last; at += Long.BYTES) {
      count += Long.bitCount(bytes.getLong(at));
    }
    return tail == 0 ? count : count + Long.bitCount(bytes.getLong(last) & tail);
  }
}
