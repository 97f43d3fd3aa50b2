package org.estover.tokenize.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One block of a shard's text as an FM-index (Ferragina and Manzini: Opportunistic Data Structures
 * with Applications, FOCS 2000).
 *
 * <p>Row r stands for the r-th smallest suffix of the block, and holds the symbol before it. The
 * suffixes that start with a pattern are a range of rows; putting a symbol before the pattern maps
 * both ends of the range by how often the symbol stands before them. A row's place is found by
 * going back through the text, symbol by symbol, to one that was sampled. Cost: two buckets per
 * byte of a pattern, at most {@value Bucket#SAMPLE_STEP} per place.
 *
 * <p>The block ends with a separator. Before its first symbol there is none; the row of that
 * suffix, the primary row, holds the last separator, which no other row does. So among the rows of
 * separators the last one's, the smallest, comes from no row, and separators below the primary row
 * lead one row further than counting says.
 *
 * <pre>
 * Block --> Size (u32), PrimaryRow (u32), SymbolCount (u32), Byte^SymbolCount, Count^SymbolCount
 * Byte  --> u8, ascending; the last is the separator      Count --> u32: how often it stands
 * </pre>
 */
final class TextBlock {
  /** Ends a document; no byte of UTF-8. */
  static final int SEPARATOR = 0xFF;

  static final int HEAD_SIZE = 3 * Integer.BYTES;

  private static final int BUCKET_SHIFT = Integer.numberOfTrailingZeros(Bucket.ROWS);
  private static final int NO_SYMBOL = -1;

  private final BucketFile buckets;
  private final int number;
  private final int firstBucket;
  private final long textStart;
  private final int size;
  private final int primary;
  private final int symbols;
  private final int sampleBits;
  private final int[] symbolOf = new int[1 << Byte.SIZE];
  private final int[] first;

  /** Rows [from, to). */
  record Range(int from, int to) {
    static final Range NONE = new Range(0, 0);

    int size() {
      return to - from;
    }
  }

  private TextBlock(
      BucketFile buckets, int number, int firstBucket, long textStart, ByteBuffer head) {
    this.buckets = buckets;
    this.number = number;
    this.firstBucket = firstBucket;
    this.textStart = textStart;
    size = head.getInt();
    primary = head.getInt();
    symbols = head.getInt();
    sampleBits = sampleBits(size);
    Arrays.fill(symbolOf, NO_SYMBOL);
    first = new int[symbols + 1];
  }

  /**
   * Reads a block.
   *
   * @param heads the buffer that it comes next in
   * @throws IllegalArgumentException if there is none; the message says why
   */
  static TextBlock read(
      BucketFile buckets, int number, int firstBucket, long textStart, ByteBuffer heads) {
    int symbols =
        heads.remaining() < HEAD_SIZE ? 0 : heads.getInt(heads.position() + 2 * Integer.BYTES);
    if (symbols < 1 || symbols > 1 << Byte.SIZE || heads.remaining() < headSize(symbols)) {
      throw new IllegalArgumentException("block " + number + " of " + symbols + " symbols");
    }
    TextBlock block = new TextBlock(buckets, number, firstBucket, textStart, heads);
    block.readSymbols(heads);
    return block;
  }

  static int headSize(int symbols) {
    return HEAD_SIZE + symbols * (1 + Integer.BYTES);
  }

  /** The bits of a sample in a block of a size. */
  static int sampleBits(int size) {
    int last = (size - 1) / Bucket.SAMPLE_STEP;
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(last));
  }

  private void readSymbols(ByteBuffer head) {
    int last = -1;
    for (int symbol = 0; symbol < symbols; symbol++) {
      int value = Byte.toUnsignedInt(head.get());
      if (value <= last) {
        throw new IllegalArgumentException("block " + number + " has its symbols out of order");
      }
      symbolOf[value] = symbol;
      last = value;
    }
    long sum = 0;
    for (int symbol = 0; symbol < symbols; symbol++) {
      sum += Integer.toUnsignedLong(head.getInt());
      if (sum > size) {
        break;
      }
      first[symbol + 1] = (int) sum;
    }
    if (size < 1 || primary < 0 || primary >= size || sum != size || last != SEPARATOR) {
      throw new IllegalArgumentException(
          "block " + number + " of " + size + " symbols counts " + sum);
    }
  }

  /** The symbols of the block, separators included. */
  int size() {
    return size;
  }

  /** The place of the block's first symbol in the shard's text. */
  long textStart() {
    return textStart;
  }

  int bucketCount() {
    return bucketCount(size);
  }

  static int bucketCount(int size) {
    return (size - 1) / Bucket.ROWS + 1;
  }

  /** Finds the rows whose suffixes start with a pattern of at least one byte. */
  Range search(byte[] pattern) throws IOException {
    int from = 0;
    int to = size;
    for (int i = pattern.length - 1; i >= 0; i--) {
      int value = Byte.toUnsignedInt(pattern[i]);
      int symbol = value == SEPARATOR ? NO_SYMBOL : symbolOf[value];
      if (symbol == NO_SYMBOL) {
        return Range.NONE;
      }
      if (from == 0 && to == size) {
        from = first[symbol];
        to = first[symbol + 1];
      } else {
        Bucket low = bucketOf(from);
        Bucket high = from >> BUCKET_SHIFT == to >> BUCKET_SHIFT ? low : bucketOf(to);
        from = first[symbol] + rank(low, symbol, from);
        to = first[symbol] + rank(high, symbol, to);
      }
      if (from >= to) {
        return Range.NONE;
      }
    }
    return new Range(from, to);
  }

  /** The place of a row's suffix in the shard's text. */
  long place(int row) throws IOException {
    int at = row;
    for (int steps = 0; steps < Bucket.SAMPLE_STEP; steps++) {
      Bucket bucket = bucketOf(at);
      int local = at % Bucket.ROWS;
      long sample = bucket.sample(local);
      if (sample >= 0) {
        long place = sample * Bucket.SAMPLE_STEP + steps;
        if (place >= size) {
          throw Errors.row(buckets.name(), number, place, size);
        }
        return textStart + place;
      }
      at = rowBefore(bucket, at);
    }
    throw Errors.walk(buckets.name(), number, row);
  }

  /** The row of the suffix that starts one symbol earlier. */
  private int rowBefore(Bucket bucket, int row) throws IOException {
    long found = bucket.at(row % Bucket.ROWS);
    int symbol = (int) (found >>> Integer.SIZE);
    long before = (long) first[symbol] + bucket.before(symbol) + (int) found;
    if (symbol == symbols - 1 && row < primary) {
      before++;
    }
    if (before < first[symbol] || before >= first[symbol + 1]) {
      throw Errors.row(buckets.name(), number, before, size);
    }
    return (int) before;
  }

  /** How often a symbol stands in the block's rows before a row. */
  private int rank(Bucket bucket, int symbol, int row) throws IOException {
    int local = row == size ? rowsOf(row) : row % Bucket.ROWS;
    long rank = (long) bucket.before(symbol) + bucket.rank(symbol, local);
    if (rank < 0 || rank > first[symbol + 1] - first[symbol]) {
      throw Errors.row(buckets.name(), number, first[symbol] + rank, size);
    }
    return (int) rank;
  }

  /** The bucket of a row; the last one for the end of all rows. */
  private Bucket bucketOf(int row) throws IOException {
    return buckets.read(bucketNumber(row), rowsOf(row), symbols, sampleBits);
  }

  private int bucketNumber(int row) {
    return firstBucket + (Math.min(row, size - 1) >> BUCKET_SHIFT);
  }

  private int rowsOf(int row) {
    int bucket = Math.min(row, size - 1) >> BUCKET_SHIFT;
    return Math.min(Bucket.ROWS, size - bucket * Bucket.ROWS);
  }
}
