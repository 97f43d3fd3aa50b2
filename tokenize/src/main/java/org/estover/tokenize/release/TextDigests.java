package org.estover.tokenize.release;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The documents of a shard by the digest of their text: a file {@code .texts} for each {@code
 * .docs}.
 *
 * <pre>
 * Texts   --> Magic, Version (u32 = 1), u32 = 0, PairCount (u64), DocsSha256 (32 bytes), Pair^PairCount
 * Magic   --> the eight bytes "ESTTXSH\n"
 * Pair    --> Key (8 bytes, big-endian: the first of TextSha256), Row (u32)   ascending, unsigned
 * </pre>
 *
 * <p>Finding a digest costs O(log PairCount) reads; who asks compares the whole digest. Memory: a
 * bit per block of 4 KiB. Thread-safe.
 */
public final class TextDigests implements Closeable {
  private static final int VERSION = 1;
  private static final int HEADER_SIZE = 56;
  private static final String ENDING = ".texts";
  private static final byte[] MAGIC = "ESTTXSH\n".getBytes(StandardCharsets.ISO_8859_1);

  private final SummedFile file;
  private final PairIndex pairs;

  private TextDigests(SummedFile file, PairIndex pairs) {
    this.file = file;
    this.pairs = pairs;
  }

  /** Opens the index that a manifest names for a {@code .docs} file. */
  static TextDigests open(ReleasePlace place, ReleasedFile named, ReleasedShard shard)
      throws IOException {
    SummedFile file = SummedFile.open(place, named);
    try {
      return new TextDigests(file, new PairIndex(file, HEADER_SIZE, pairCount(file, shard)));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static long pairCount(SummedFile file, ReleasedShard shard) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    byte[] sha256 = new byte[Digests.SIZE];
    if (file.size() >= HEADER_SIZE) {
      file.read(0, MAGIC.length).get(magic);
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw Errors.corrupt(
          file.name(), "expected an index of texts (magic ESTTXSH), found other bytes");
    }
    ByteBuffer header = file.read(0, HEADER_SIZE);
    int version = header.getInt(8);
    if (version != VERSION) {
      throw Errors.tooNew(file.name(), VERSION, Integer.toUnsignedLong(version));
    }
    header.get(24, sha256);
    long count = header.getLong(16);
    if (!HexFormat.of().formatHex(sha256).equals(shard.docs().sha256())
        || count != shard.documents()
        || file.size() - HEADER_SIZE != count * PairIndex.PAIR_SIZE) {
      throw Errors.corrupt(
          file.name(), count + " texts of other documents than " + shard.docs().name());
    }
    return count;
  }

  /**
   * Makes the index of a shard, in bounded memory.
   *
   * @param folder of the release
   * @param scratch where unfinished files are
   * @param attempt a name that no other attempt uses
   */
  public static ReleasedFile write(Path folder, Path scratch, ReleasedFile docs, String attempt)
      throws IOException {
    Path unfinished = scratch.resolve(attempt + ENDING + ".tmp");
    try (DocumentTable table = DocumentTable.open(folder, docs);
        SortedPairs pairs = new SortedPairs(unfinished, SortedPairs.RUN_PAIRS)) {
      for (long row = 0; row < table.rowCount(); row++) {
        pairs.add(Digests.longAt(table.textSha256(row), 0), (int) row);
      }
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putInt(VERSION).putInt(0).putLong(table.rowCount());
        out.write(header.put(HexFormat.of().parseHex(docs.sha256())).array());
        pairs.drainTo(pair -> out.write(PairIndex.bytes(pair)));
      }
      return NamedByContent.place(unfinished, folder, ENDING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** The rows whose text has a digest, ascending, up to a limit. */
  List<DocumentRow> find(String sha256, DocumentTable table, int limit) throws IOException {
    List<DocumentRow> found = new ArrayList<>();
    long key = Digests.longAt(HexFormat.of().parseHex(sha256), 0);
    for (long at = pairs.first(key); at < pairs.count() && found.size() < limit; at++) {
      SortedPairs.Pair pair = pairs.pair(at);
      if (pair.key() != key) {
        break;
      }
      DocumentRow row = table.row(checked(pair.row(), table));
      if (row.document().textSha256().equals(sha256)) {
        found.add(row);
      }
    }
    return found;
  }

  private long checked(int row, DocumentTable table) throws IOException {
    if (row < 0 || row >= table.rowCount()) {
      throw Errors.corrupt(file.name(), "it names row " + row + " of " + table.rowCount());
    }
    return row;
  }

  /**
   * Checks that it lists every row of the table once, under its own digest.
   *
   * @throws CorruptReleaseException at the first contradiction
   */
  void verify(DocumentTable table) throws IOException {
    long key = 0;
    int row = -1;
    for (long at = 0; at < pairs.count(); at++) {
      SortedPairs.Pair pair = pairs.pair(at);
      int byKey = Long.compareUnsigned(key, pair.key());
      long found = Digests.longAt(table.textSha256(checked(pair.row(), table)), 0);
      // Ascending pairs of rows under their own keys name no row twice, and there are as many.
      if (byKey > 0 || (byKey == 0 && row >= pair.row()) || found != pair.key()) {
        throw Errors.corrupt(file.name(), "its pair " + at + " is not that of a text in order");
      }
      key = pair.key();
      row = pair.row();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
