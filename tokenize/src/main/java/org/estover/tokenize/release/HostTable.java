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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The documents of a shard by host and domain: {@code derived/NAME.hosts} beside the {@code .docs}
 * file of that name, from which it can be made again at any time.
 *
 * <pre>
 * Hosts   --> Magic, Version (u32 = 1), u32 = 0, PairCount (u64), DocsSha256 (32 bytes), Pair^PairCount
 * Magic   --> the eight bytes "ESTHOST\n"
 * Pair    --> Key (8 bytes, big-endian), Row (u32)       ascending by (Key, Row), unsigned
 * Key     --> the first 8 bytes of SHA-256 of a domain
 * </pre>
 *
 * <p>A document stands under its URI's host and under each domain above that has a dot. Finding the
 * rows of a domain costs O(log PairCount) reads; who asks compares the URIs, as keys may collide.
 * Memory: a bit per block of 4 KiB. Thread-safe.
 */
public final class HostTable implements Closeable {
  private static final int VERSION = 1;
  private static final int HEADER_SIZE = 56;
  private static final byte[] MAGIC = "ESTHOST\n".getBytes(StandardCharsets.ISO_8859_1);

  private final SummedFile file;
  private final PairIndex pairs;
  private final long rows;

  private HostTable(SummedFile file, PairIndex pairs, long rows) {
    this.file = file;
    this.pairs = pairs;
    this.rows = rows;
  }

  /** Receives the rows of a domain, ascending. */
  public interface RowSink {
    /** Takes a row that may be of the domain. */
    void row(long row) throws IOException;
  }

  /** The name of the table of a {@code .docs} file, in the release's folder. */
  public static String name(ReleasedFile docs) {
    String name = docs.name();
    int dot = name.lastIndexOf('.');
    return Derived.FOLDER + "/" + (dot < 0 ? name : name.substring(0, dot)) + ".hosts";
  }

  /** Opens the table of a {@code .docs} file; empty where none was made. */
  static Optional<HostTable> find(ReleasePlace place, ReleasedFile docs, long rows)
      throws IOException {
    Optional<SummedFile> found = SummedFile.find(place, name(docs), BlockSums.BLOCK_SIZE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SummedFile file = found.get();
    try {
      PairIndex pairs = new PairIndex(file, HEADER_SIZE, pairCount(file, docs));
      return Optional.of(new HostTable(file, pairs, rows));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static long pairCount(SummedFile file, ReleasedFile docs) throws IOException {
    if (file.size() < HEADER_SIZE) {
      throw Derived.damaged(
          file.name(), "expected a table of hosts, found " + file.size() + " bytes");
    }
    ByteBuffer header = file.read(0, HEADER_SIZE);
    byte[] magic = new byte[MAGIC.length];
    header.get(0, magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw Derived.damaged(
          file.name(), "expected a table of hosts (magic ESTHOST), found other bytes");
    }
    int version = header.getInt(8);
    if (version != VERSION) {
      throw Errors.tooNew(file.name(), VERSION, Integer.toUnsignedLong(version));
    }
    byte[] sha256 = new byte[Digests.SIZE];
    header.get(24, sha256);
    String found = HexFormat.of().formatHex(sha256);
    if (!found.equals(docs.sha256())) {
      throw Derived.damaged(
          file.name(), "hosts of documents " + found + ", expected those of " + docs.sha256());
    }
    long count = header.getLong(16);
    if (count < 0 || count != (file.size() - HEADER_SIZE) / PairIndex.PAIR_SIZE) {
      throw Derived.damaged(file.name(), count + " pairs in " + file.size() + " bytes");
    }
    return count;
  }

  /** Lists the rows whose documents may belong to a domain. */
  void rows(String domain, RowSink sink) throws IOException {
    pairs.rows(
        Digests.prefixOf(domain),
        row -> {
          if (row < 0 || row >= rows) {
            throw Derived.damaged(file.name(), "it names row " + row + " of " + rows);
          }
          sink.row(row);
        });
  }

  /** Makes the table of a shard, in bounded memory; one that is there is replaced. */
  static void write(Path folder, ReleasedShard shard) throws IOException {
    Path file = folder.resolve(name(shard.docs()));
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (DocumentTable table = DocumentTable.open(folder, shard.docs());
        SortedPairs pairs = new SortedPairs(unfinished, SortedPairs.RUN_PAIRS)) {
      long count = 0;
      for (long row = 0; row < table.rowCount(); row++) {
        for (String domain : UriHost.domains(UriHost.of(table.row(row).document().uri()))) {
          pairs.add(Digests.prefixOf(domain), (int) row);
          count++;
        }
      }
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putInt(VERSION).putInt(0).putLong(count);
        out.write(header.put(HexFormat.of().parseHex(shard.docs().sha256())).array());
        pairs.drainTo(pair -> out.write(PairIndex.bytes(pair)));
      }
    }
    Derived.place(unfinished, file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
