package org.estover.tokenize.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More tokens than 2^31 and more bytes than 2^32, in sparse files that take little of a disk. */
final class LargeTokenFilesTest {
  private static final int ROW = 2049;
  private static final long ROWS = 3_000_000;

  @TempDir private Path folder;
  private final Rows rows = new Rows();

  /** Only the first and the last items of a data set are written; all places are the real ones. */
  @Test
  void rowsFarBehindAreWrittenAndReadAtTheirPlace() throws IOException {
    assertThat(rows.tokenCount()).isGreaterThan(1L << 32);
    Path prefix = folder.resolve("document");
    writeEnds(new IndexedTarget(prefix, 0));
    assertThat(Files.size(ShardFormat.bin(prefix))).isEqualTo(2 * ROW * ROWS);
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
      endsAreThere(reader);
      assertThat(reader.documentStart(ROWS)).isEqualTo(ROWS);
      assertThat(reader.tokens(rows.tokenCount() - ROW, ROW)).isEqualTo(Rows.row(ROWS - 1));
    }
  }

  @Test
  void slicesOfPythiasSizeAreOneRunOfBytes() throws IOException {
    Path prefix = folder.resolve("document");
    writeEnds(new IndexedTarget(prefix, Slices.PYTHIA_SIZE));
    assertThat(folder.resolve("document-00000-of-00002.bin")).hasSize(Slices.PYTHIA_SIZE);
    assertThat(folder.resolve("document-00002-of-00002.bin"))
        .hasSize(2 * ROW * ROWS - 2 * Slices.PYTHIA_SIZE);
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
      endsAreThere(reader);
    }
  }

  @Test
  void flatTokensFarBehindAreReadAtTheirPlace() throws IOException {
    Path file = folder.resolve("train.ds");
    writeEnds(new DatatroveTarget(file, "gpt2"));
    assertThat(folder.resolve("train.ds.metadata")).hasContent("gpt2|2\n6147000000\n6.15 GT");
    try (FlatTokensReader reader = FlatTokensReader.datatrove(file)) {
      endsAreThere(reader);
    }
  }

  /** Offsets are unsigned: those from 2^31 on have the highest bit. */
  @Test
  void mdsOffsetsUseAll32Bits() throws IOException {
    Path mds = Files.createDirectories(folder.resolve("mds"));
    int huge = 2_100_000_000;
    long second = 16 + 4 + 5 + 2L * huge;
    long size = second + 4 + 2 + 6;
    assertThat(size).isBetween(1L << 31, 1L << 32);
    try (FileChannel shard =
        FileChannel.open(
            mds.resolve("shard.00000.mds"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)) {
      put(shard, 0, little(16).putInt(2).putInt(16).putInt((int) second).putInt((int) size));
      put(shard, 16, little(9).putInt((int) (5 + 2L * huge)).put((byte) 6).putInt(huge));
      put(shard, second, little(6).putInt(8).put((byte) 4).put((byte) 3));
      put(shard, size - 6, little(6).putShort((short) 7).putShort((short) 8).putShort((short) 9));
    }
    Files.writeString(
        mds.resolve("index.json"),
        String.format(
            Locale.ROOT,
            "{\"shards\": [{\"column_encodings\": [\"ndarray:uint16\"], \"column_names\":"
                + " [\"tokens\"], \"column_sizes\": [null], \"compression\": null, \"format\":"
                + " \"mds\", \"hashes\": [], \"raw_data\": {\"basename\": \"shard.00000.mds\","
                + " \"bytes\": %d, \"hashes\": {}}, \"samples\": 2, \"size_limit\": null,"
                + " \"version\": 2, \"zip_data\": null}], \"version\": 2}",
            size),
        StandardCharsets.US_ASCII);
    try (MdsReader reader = MdsReader.open(mds, null)) {
      reader.verify();
      assertThat(reader.itemStart(1)).isEqualTo(huge);
      assertThat(reader.tokenCount()).isEqualTo(huge + 3L);
      assertThat(reader.item(1)).containsExactly(7, 8, 9);
    }
  }

  private void writeEnds(ItemTarget target) throws IOException {
    List<ItemRange> ranges = target.cut(rows);
    assertThat(ranges).hasSizeGreaterThan(300);
    target.prepare(rows);
    target.write(rows, new ItemRange(0, 0, 10));
    target.write(rows, new ItemRange(1, ROWS - 10, ROWS));
    target.finish(rows, List.of("", ""));
  }

  private static void endsAreThere(TokenItems reader) throws IOException {
    assertThat(reader.itemCount()).isEqualTo(ROWS);
    assertThat(reader.tokenCount()).isEqualTo(ROW * ROWS);
    List<Long> items = new ArrayList<>(List.of(0L, 9L, ROWS - 9, ROWS - 1));
    for (long item : items) {
      assertThat(reader.item(item)).isEqualTo(Rows.row(item));
    }
    assertThat(reader.itemStart(ROWS - 1)).isEqualTo(ROW * (ROWS - 1));
    int[] sizes = new int[9];
    reader.sizes(ROWS - 9, sizes, 9);
    assertThat(sizes).containsOnly(ROW);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void put(FileChannel file, long at, ByteBuffer bytes) throws IOException {
    bytes.flip();
    assertThat(file.write(bytes, at)).isEqualTo(bytes.limit());
  }

  /** Rows that a formula makes. */
  private static final class Rows implements TokenItems {
    static int[] row(long item) {
      int[] tokens = new int[ROW];
      for (int i = 0; i < ROW; i++) {
        tokens[i] = (int) (((item * 2_654_435_761L + i * 40_503L) >>> 7) % 50_000);
      }
      return tokens;
    }

    @Override
    public TokenWidth width() {
      return TokenWidth.UINT16;
    }

    @Override
    public long itemCount() {
      return ROWS;
    }

    @Override
    public long tokenCount() {
      return ROW * ROWS;
    }

    @Override
    public long itemStart(long item) {
      return ROW * item;
    }

    @Override
    public void sizes(long from, int[] into, int count) {
      Arrays.fill(into, 0, count, ROW);
    }

    @Override
    public void tokens(long from, long to, TokenSink sink) throws IOException {
      byte[] bytes = new byte[2 * ROW];
      for (long item = from; item < to; item++) {
        width().encode(row(item), 0, ROW, bytes, 0);
        sink.tokens(bytes, 0, bytes.length);
      }
    }

    @Override
    public void verify() {}

    @Override
    public void close() {}
  }
}
