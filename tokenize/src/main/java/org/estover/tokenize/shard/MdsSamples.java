package org.estover.tokenize.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One open MDS shard: on the disk, or in memory where it was compressed. */
final class MdsSamples implements Closeable {
  private final Path file;
  private final MdsShard shard;
  private final MdsEncoding encoding;
  private final int column;
  private final @Nullable SlicedBytes stored;
  private final byte[] unpacked;

  private MdsSamples(
      Path file,
      MdsShard shard,
      MdsEncoding encoding,
      int column,
      @Nullable SlicedBytes stored,
      byte[] unpacked) {
    this.file = file;
    this.shard = shard;
    this.encoding = encoding;
    this.column = column;
    this.stored = stored;
    this.unpacked = unpacked;
  }

  static MdsSamples onDisk(Path file, MdsShard shard, MdsEncoding encoding, int column)
      throws IOException {
    return new MdsSamples(file, shard, encoding, column, SlicedBytes.open(file), new byte[0]);
  }

  static MdsSamples inMemory(
      Path file, MdsShard shard, MdsEncoding encoding, int column, byte[] unpacked) {
    return new MdsSamples(file, shard, encoding, column, null, unpacked);
  }

  long size() {
    return stored == null ? unpacked.length : stored.size();
  }

  /** Where a sample begins; for the number of samples, the end of the last. */
  long offset(long sample) throws IOException {
    return number((1 + sample) * Integer.BYTES);
  }

  /**
   * Where the tokens of a sample stand in the shard.
   *
   * @param start the offset of the first
   */
  record Place(long start, int tokens) {}

  /**
   * Finds the tokens of a sample.
   *
   * @throws CorruptShardException if its offsets or sizes cannot be
   */
  Place place(long sample) throws IOException {
    long at = offset(sample);
    long end = offset(sample + 1);
    if (at < offsetsEnd() || end < at || end > size()) {
      throw corrupt(
          (1 + sample) * Integer.BYTES,
          "offsets from " + offsetsEnd() + " to " + size(),
          at + " to " + end);
    }
    long data = at + Integer.BYTES * variableColumns();
    long sizeAt = at;
    for (int c = 0; c < shard.columns().size(); c++) {
      long size = shard.columns().get(c).size();
      if (size == 0) {
        if (sizeAt + Integer.BYTES > end) {
          throw corrupt(sizeAt, "the size of a value", "the end of sample " + sample);
        }
        size = number(sizeAt);
        sizeAt += Integer.BYTES;
      }
      if (size > end - data) {
        throw corrupt(data, "a value of at most " + (end - data) + " bytes", size + " bytes");
      }
      if (c == column) {
        return place(data, size);
      }
      data += size;
    }
    throw new AssertionError("column " + column);
  }

  private Place place(long at, long size) throws IOException {
    byte[] head = bytes(at, (int) Math.min(MdsEncoding.HEAD_SIZE, size));
    long tokens = encoding.tokens(head, size);
    if (tokens < 0) {
      throw corrupt(at, "an array of the encoding " + encoding.text(), "other bytes");
    }
    if (tokens > Integer.MAX_VALUE) {
      throw Errors.itemTooLong(file, at, 0, tokens);
    }
    return new Place(at + encoding.headSize(head), (int) tokens);
  }

  private long offsetsEnd() {
    return (2 + shard.samples()) * Integer.BYTES;
  }

  private long variableColumns() {
    return shard.columns().stream().filter(c -> c.size() == 0).count();
  }

  /** Delivers bytes. */
  void deliver(long from, long to, TokenItems.TokenSink sink) throws IOException {
    if (stored != null) {
      stored.deliver(from, to, sink);
    } else {
      sink.tokens(unpacked, (int) from, (int) (to - from));
    }
  }

  /** Checks the number of samples, the digests, and every sample's sizes. */
  void verify() throws IOException {
    checkCount();
    var wrong = MdsHashes.mismatch(shard.raw().hashes(), sink -> deliver(0, size(), sink));
    if (wrong.isPresent()) {
      throw corrupt(0, "the digest that " + MdsTarget.INDEX + " states", wrong.get());
    }
    long end = offset(shard.samples());
    if (end != size()) {
      throw corrupt(
          offsetsEnd() - Integer.BYTES, "the end of the file, " + size(), String.valueOf(end));
    }
    for (long sample = 0; sample < shard.samples(); sample++) {
      place(sample);
    }
  }

  /** Checks that the shard has as many samples as the index says. */
  void checkCount() throws IOException {
    long found = size() < Integer.BYTES ? -1 : number(0);
    if (found != shard.samples() || offsetsEnd() > size()) {
      throw corrupt(
          0, shard.samples() + " samples and their offsets", found + " in " + size() + " bytes");
    }
  }

  /** An unsigned number of four bytes. */
  private long number(long at) throws IOException {
    return ByteBuffer.wrap(bytes(at, Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt()
        & 0xFFFF_FFFFL;
  }

  private byte[] bytes(long at, int count) throws IOException {
    byte[] bytes = new byte[count];
    if (stored != null) {
      stored.read(at, bytes, 0, count);
    } else {
      System.arraycopy(unpacked, (int) at, bytes, 0, count);
    }
    return bytes;
  }

  private CorruptShardException corrupt(long at, String expected, String found) {
    return Errors.corrupt(file, at, expected, found);
  }

  /** The column of tokens: the one named so, or the only one that could be. */
  static int tokenColumn(Path index, List<MdsShard.Column> columns) throws IOException {
    int found = -1;
    for (int c = 0; c < columns.size(); c++) {
      if (MdsEncoding.parse(columns.get(c).encoding()).isPresent()) {
        if (columns.get(c).name().equals(MdsTarget.COLUMN)) {
          return c;
        }
        found = found == -1 ? c : -2;
      }
    }
    if (found < 0) {
      throw Errors.noTokenColumn(index, columns);
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    if (stored != null) {
      stored.close();
    }
  }
}
