package org.estover.tokenize.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes one {@link TextBlock}: sorts its suffixes, then goes through the rows once. */
final class BlockWriter {
  private final byte[] text;
  private final int size;
  private final int[] places;

  /** Receives the buckets in their order. */
  interface Sink {
    /** Takes the next bucket; its bytes are overwritten by the one after it. */
    void bucket(ByteBuffer bytes) throws IOException;
  }

  /**
   * Makes a writer.
   *
   * @param text of which {@code size} bytes are the block; the last is a separator
   * @param places an array of at least {@code size}, to work in
   */
  BlockWriter(byte[] text, int size, int[] places) {
    if (size < 1 || text[size - 1] != (byte) TextBlock.SEPARATOR) {
      throw new IllegalArgumentException("a block of " + size + " bytes without its separator");
    }
    this.text = text;
    this.size = size;
    this.places = places;
  }

  /** Delivers the buckets, and returns what says how to read them. */
  byte[] write(Sink sink) throws IOException {
    int[] counts = new int[1 << Byte.SIZE];
    for (int i = 0; i < size; i++) {
      counts[Byte.toUnsignedInt(text[i])]++;
    }
    int symbols = 0;
    int[] symbolOf = new int[1 << Byte.SIZE];
    for (int value = 0; value < counts.length; value++) {
      symbolOf[value] = symbols;
      symbols += counts[value] > 0 ? 1 : 0;
    }
    SuffixArray.sort(text, size, places);
    BucketWriter buckets = new BucketWriter(symbols, TextBlock.sampleBits(size));
    int primary = 0;
    int[] row = new int[Bucket.ROWS];
    for (int first = 0; first < size; first += Bucket.ROWS) {
      int rows = Math.min(Bucket.ROWS, size - first);
      for (int i = 0; i < rows; i++) {
        int place = places[first + i];
        if (place == 0) {
          primary = first + i;
        }
        int before = place == 0 ? size - 1 : place - 1;
        row[i] = symbolOf[Byte.toUnsignedInt(text[before])];
      }
      sink.bucket(buckets.write(row, rows, places, first));
    }
    return head(counts, symbols, primary);
  }

  private byte[] head(int[] counts, int symbols, int primary) {
    ByteBuffer head =
        ByteBuffer.allocate(TextBlock.headSize(symbols)).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(size).putInt(primary).putInt(symbols);
    for (int value = 0; value < counts.length; value++) {
      if (counts[value] > 0) {
        head.put((byte) value);
      }
    }
    for (int count : counts) {
      if (count > 0) {
        head.putInt(count);
      }
    }
    return head.array();
  }
}
