package org.estover.tokenize.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class IndexedDatasetTest {
  @TempDir private Path folder;

  @Test
  void bytesAreThoseOfTheFormatTable() throws IOException {
    Path prefix = folder.resolve("golden");
    write(prefix, TokenWidth.UINT16, List.of(List.of(new int[] {1, 0xFFFE, 258}, new int[0])));
    assertThat(hex(ShardFormat.bin(prefix))).isEqualTo("0100feff0201");
    assertThat(hex(ShardFormat.idx(prefix)))
        .isEqualTo(
            "4d4d49444944580000"
                + "0100000000000000"
                + "08"
                + "0200000000000000"
                + "0200000000000000"
                + "0300000000000000"
                + "00000000000000000600000000000000"
                + "00000000000000000200000000000000");
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void whatIsWrittenIsReadBack(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    TokenWidth width = random.nextBoolean() ? TokenWidth.UINT16 : TokenWidth.INT32;
    List<List<int[]>> documents = randomDocuments(random, width);
    Path prefix = folder.resolve("shard");
    WrittenShard written = write(prefix, width, documents);

    assertThat(written.binSha256()).isEqualTo(sha256(ShardFormat.bin(prefix)));
    assertThat(written.idxSha256()).isEqualTo(sha256(ShardFormat.idx(prefix)));
    assertThat(written.idxSize()).isEqualTo(Files.size(ShardFormat.idx(prefix)));
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
      reader.verify();
      assertThat(reader.width()).isEqualTo(width);
      assertThat(reader.documentCount()).isEqualTo(documents.size());
      assertThat(reader.hasModes()).isFalse();
      long sequence = 0;
      long token = 0;
      for (int d = 0; d < documents.size(); d++) {
        assertThat(reader.documentStart(d)).isEqualTo(sequence);
        for (int[] expected : documents.get(d)) {
          assertThat(reader.sequence(sequence)).isEqualTo(expected);
          assertThat(reader.sequenceStart(sequence)).isEqualTo(token);
          sequence++;
          token += expected.length;
        }
      }
      assertThat(reader.sequenceCount()).isEqualTo(sequence).isEqualTo(written.sequences());
      assertThat(reader.tokenCount()).isEqualTo(token).isEqualTo(written.tokens());
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void anyRangeAcrossSequencesIsReadable(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int[] tokens = random.ints(5000, 0, 65_499).toArray();
    Path prefix = folder.resolve("range");
    write(
        prefix,
        TokenWidth.UINT16,
        List.of(
            List.of(Arrays.copyOf(tokens, 1234)), List.of(Arrays.copyOfRange(tokens, 1234, 5000))));
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
      for (int i = 0; i < 50; i++) {
        int from = random.nextInt(5000);
        int count = random.nextInt(5001 - from);
        assertThat(reader.tokens(from, count))
            .isEqualTo(Arrays.copyOfRange(tokens, from, from + count));
      }
    }
  }

  @Test
  void encodedBytesAndTokensAreTheSame() throws IOException {
    Path tokens = folder.resolve("tokens");
    Path bytes = folder.resolve("bytes");
    write(tokens, TokenWidth.INT32, List.of(List.of(new int[] {7, 70_000})));
    try (IndexedDatasetWriter writer = IndexedDatasetWriter.create(bytes, TokenWidth.INT32)) {
      writer.appendEncoded(new byte[] {9, 7, 0, 0, 0, 0x70, 0x11, 1, 0}, 1, 8);
      writer.endSequence();
      writer.endDocument();
      writer.finish();
    }
    assertThat(hex(ShardFormat.bin(bytes))).isEqualTo(hex(ShardFormat.bin(tokens)));
    assertThat(hex(ShardFormat.idx(bytes))).isEqualTo(hex(ShardFormat.idx(tokens)));
  }

  @Test
  void anUnfinishedWriterLeavesNothing() throws IOException {
    try (IndexedDatasetWriter writer =
        IndexedDatasetWriter.create(folder.resolve("gone"), TokenWidth.UINT16)) {
      writer.append(new int[] {1, 2}, 0, 2);
      writer.endSequence();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aFinishedWriterLeavesTheTwoFilesOnly() throws IOException {
    write(folder.resolve("kept"), TokenWidth.UINT16, List.of(List.of(new int[] {1})));
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("kept.bin", "kept.idx");
    }
  }

  @Test
  void rejectsTokensThatDoNotFit() throws IOException {
    try (IndexedDatasetWriter writer =
        IndexedDatasetWriter.create(folder.resolve("wide"), TokenWidth.UINT16)) {
      assertThatThrownBy(() -> writer.append(65_536))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("65536");
      assertThatThrownBy(() -> writer.append(-1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void widthFollowsTheVocabularyAsThePeersChoose() {
    assertThat(TokenWidth.forVocabulary(50_257)).isEqualTo(TokenWidth.UINT16);
    assertThat(TokenWidth.forVocabulary(65_499)).isEqualTo(TokenWidth.UINT16);
    assertThat(TokenWidth.forVocabulary(65_500)).isEqualTo(TokenWidth.INT32);
  }

  @Test
  void everyFlippedIndexByteIsFoundAndLocated() throws IOException {
    Path prefix = folder.resolve("flip");
    write(
        prefix,
        TokenWidth.UINT16,
        List.of(List.of(new int[] {5, 6, 7}), List.of(new int[0], new int[] {8, 9})));
    Path idx = ShardFormat.idx(prefix);
    byte[] good = Files.readAllBytes(idx);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x41;
      Files.write(idx, bad);
      assertThatThrownBy(() -> verify(prefix))
          .as("flipped byte %d", at)
          .isInstanceOf(CorruptShardException.class)
          .hasMessageMatching("(?s).*/flip\\.(idx|bin):\\d+: expected .*, found .*; .*");
    }
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    Path prefix = folder.resolve("cut");
    write(prefix, TokenWidth.INT32, List.of(List.of(new int[] {5, 6}), List.of(new int[] {7})));
    for (Path file : List.of(ShardFormat.idx(prefix), ShardFormat.bin(prefix))) {
      byte[] good = Files.readAllBytes(file);
      for (int size = 0; size < good.length; size++) {
        Files.write(file, Arrays.copyOf(good, size));
        assertThatThrownBy(() -> verify(prefix))
            .as("%s of %d bytes", file, size)
            .isInstanceOf(CorruptShardException.class);
      }
      Files.write(file, good);
    }
    verify(prefix);
  }

  @Test
  void namesForeignTokenTypes() throws IOException {
    Path prefix = folder.resolve("floats");
    write(prefix, TokenWidth.UINT16, List.of(List.of(new int[] {1})));
    byte[] idx = Files.readAllBytes(ShardFormat.idx(prefix));
    idx[ShardFormat.TYPE_AT] = 6;
    Files.write(ShardFormat.idx(prefix), idx);
    assertThatThrownBy(() -> IndexedDatasetReader.open(prefix))
        .isInstanceOf(CorruptShardException.class)
        .hasMessageContaining(
            "floats.idx:17: expected token type code 8 (u16) or 4 (i32), found 6");
  }

  /** As merge_datasets.py of GPT-NeoX writes them. */
  @Test
  void filesWithoutEndsOfDocumentsAreTaken() throws IOException {
    Path prefix = folder.resolve("merged");
    write(prefix, TokenWidth.UINT16, List.of(List.of(new int[] {5, 6}), List.of(new int[] {7})));
    byte[] idx = Files.readAllBytes(ShardFormat.idx(prefix));
    idx[ShardFormat.DOCUMENTS_AT] = 1;
    Files.write(ShardFormat.idx(prefix), Arrays.copyOf(idx, idx.length - 2 * Long.BYTES));
    verify(prefix);
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
      assertThat(reader.documentCount()).isZero();
      assertThat(reader.item(1)).containsExactly(7);
    }
  }

  @Test
  void namesTheFormatsOfOldTrainers() throws IOException {
    Path prefix = folder.resolve("cached");
    write(prefix, TokenWidth.UINT16, List.of(List.of(new int[] {1})));
    byte[] idx = Files.readAllBytes(ShardFormat.idx(prefix));
    System.arraycopy("TNTIDX\0\0".getBytes(StandardCharsets.US_ASCII), 0, idx, 0, 8);
    Files.write(ShardFormat.idx(prefix), idx);
    assertThatThrownBy(() -> IndexedDatasetReader.open(prefix))
        .isInstanceOf(CorruptShardException.class)
        .hasMessageContaining("cached.idx:0: expected the magic MMIDIDX, found TNTIDX")
        .hasMessageContaining("--dataset-impl mmap");
  }

  private static void verify(Path prefix) throws IOException {
    try (IndexedDatasetReader reader = IndexedDatasetReader.open(prefix)) {
      reader.verify();
    }
  }

  private static List<List<int[]>> randomDocuments(SplittableRandom random, TokenWidth width) {
    List<List<int[]>> documents = new ArrayList<>();
    for (int d = random.nextInt(40); d >= 0; d--) {
      List<int[]> sequences = new ArrayList<>();
      for (int s = random.nextInt(4); s > 0; s--) {
        int length = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(5);
        sequences.add(random.ints(length, 0, width.largestToken()).toArray());
      }
      documents.add(sequences);
    }
    return documents;
  }

  static WrittenShard write(Path prefix, TokenWidth width, List<List<int[]>> documents)
      throws IOException {
    try (IndexedDatasetWriter writer = IndexedDatasetWriter.create(prefix, width)) {
      for (List<int[]> document : documents) {
        for (int[] sequence : document) {
          writer.append(sequence, 0, sequence.length);
          writer.endSequence();
        }
        writer.endDocument();
      }
      return writer.finish();
    }
  }

  private static String hex(Path file) throws IOException {
    return HexFormat.of().formatHex(Files.readAllBytes(file));
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
