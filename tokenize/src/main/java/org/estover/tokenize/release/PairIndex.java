package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sorted pairs of a key and a row in a part of a file: {@code Pair --> Key (8 bytes, big-endian),
 * Row (u32)}, ascending by (Key, Row) as unsigned numbers. Finding a key costs O(log count) reads.
 * Thread-safe, as the file is.
 *
 * @param start where in the file the first pair begins
 */
record PairIndex(SummedFile file, long start, long count) {
  static final int PAIR_SIZE = Long.BYTES + Integer.BYTES;

  /** A pair as it is stored. */
  static byte[] bytes(SortedPairs.Pair pair) {
    ByteBuffer bytes = ByteBuffer.allocate(PAIR_SIZE);
    return bytes.putLong(pair.key()).order(ByteOrder.LITTLE_ENDIAN).putInt(pair.row()).array();
  }

  /** Reads a pair by its number. */
  SortedPairs.Pair pair(long number) throws IOException {
    ByteBuffer bytes = file.read(start + number * PAIR_SIZE, PAIR_SIZE);
    long key = bytes.order(ByteOrder.BIG_ENDIAN).getLong(0);
    return new SortedPairs.Pair(key, bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(Long.BYTES));
  }

  /** Receives rows. */
  interface RowSink {
    /** Takes the next row, which was not checked against the number of rows. */
    void row(int row) throws IOException;
  }

  /** The number of the first pair whose key is not below one. */
  long first(long key) throws IOException {
    return first(new SortedPairs.Pair(key, 0));
  }

  private long first(SortedPairs.Pair least) throws IOException {
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (pair(middle).compareTo(least) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether a pair is there. */
  boolean holds(long key, int row) throws IOException {
    SortedPairs.Pair wanted = new SortedPairs.Pair(key, row);
    long at = first(wanted);
    return at < count && pair(at).equals(wanted);
  }

  /** Delivers the rows of a key, ascending. */
  void rows(long key, RowSink sink) throws IOException {
    for (long at = first(key); at < count; at++) {
      SortedPairs.Pair pair = pair(at);
      if (pair.key() != key) {
        return;
      }
      sink.row(pair.row());
    }
  }
}
