package org.estover.tokenize.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage of each format's files is found, and named with file and place. */
final class DamagedTokenFilesTest {
  private static final String MESSAGE = "(?s).*/[^/]+:\\d+: expected .*, found .*; .*";

  @TempDir private Path folder;
  private final ArrayItems items =
      new ArrayItems(
          TokenWidth.UINT16,
          List.of(new int[] {5, 6, 7}, new int[] {8}, new int[] {9, 10, 11, 12, 500}),
          2);

  @BeforeEach
  void write() throws IOException {
    for (ItemTarget target : ItemTargetTest.targets(folder, 5)) {
      OneWorker.write(target, items);
    }
    OneWorker.write(new MdsTarget(folder.resolve("packed"), 100_000, 0, new Deflated()), items);
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    int tried = 0;
    for (String name : List.of("indexed", "flat.ds", "olmo.npy", "mds", "packed")) {
      Path path = folder.resolve(name);
      assertThat(verify(path)).isEmpty();
      for (Path file : files(path)) {
        byte[] whole = Files.readAllBytes(file);
        for (int size = 0; size < whole.length; size++) {
          Files.write(file, Arrays.copyOf(whole, size));
          assertThat(verify(path))
              .as("%s of %d bytes", file, size)
              .isPresent()
              .get()
              .asString()
              .matches(MESSAGE);
          tried++;
        }
        Files.write(file, whole);
      }
      assertThat(verify(path)).isEmpty();
    }
    assertThat(tried).isGreaterThan(1500);
  }

  @Test
  void everyMissingFileIsNamed() throws IOException {
    for (String name : List.of("indexed", "flat.ds", "olmo.npy", "mds", "packed")) {
      Path path = folder.resolve(name);
      for (Path file : files(path)) {
        Path away = folder.resolve("away");
        boolean known = file.endsWith("index.json") || file.toString().endsWith(".idx");
        Files.move(file, away);
        if (known) {
          assertThat(TokenFiles.open(path, new Deflated())).isEmpty();
        } else {
          assertThat(verify(path))
              .as("%s", file)
              .isPresent()
              .get()
              .asString()
              .contains(file.getFileName().toString());
        }
        Files.move(away, file);
      }
    }
  }

  /** Bare tokens carry no digest; all else of a format's files is about something. */
  @Test
  void everyFlippedByteOfAnIndexIsFoundOrChangesNothing() throws IOException {
    for (String name : List.of("indexed", "flat.ds", "olmo.npy", "mds", "packed")) {
      Path path = folder.resolve(name);
      for (Path file : files(path)) {
        boolean bare = file.toString().matches(".*(indexed-.*[.]bin|[.]ds|[.]npy)");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; !bare && at < whole.length; at++) {
          byte[] bytes = whole.clone();
          bytes[at] ^= 0x11;
          Files.write(file, bytes);
          Optional<String> found = verify(path);
          if (found.isEmpty()) {
            try (TokenFiles files = TokenFiles.open(path, new Deflated()).orElseThrow()) {
              assertThat(ItemDifference.find(files.items(), items))
                  .as("%s, byte %d", file, at)
                  .isEmpty();
            }
          } else {
            assertThat(found.get()).as("%s, byte %d", file, at).matches(MESSAGE);
          }
        }
        Files.write(file, whole);
      }
    }
  }

  @Test
  void everyFlippedByteOfAnMdsShardIsFound() throws IOException {
    for (String name : List.of("mds", "packed")) {
      Path shard = files(folder.resolve(name)).get(0);
      byte[] whole = Files.readAllBytes(shard);
      for (int at = 0; at < whole.length; at++) {
        byte[] bytes = whole.clone();
        bytes[at] ^= 0x40;
        Files.write(shard, bytes);
        assertThat(verify(folder.resolve(name))).as("byte %d", at).isPresent();
      }
      Files.write(shard, whole);
    }
  }

  @Test
  void slicesHaveToBeAllThereAndOfOneSize() throws IOException {
    Path second = folder.resolve("indexed-00001-of-00003.bin");
    byte[] whole = Files.readAllBytes(second);
    assertThat(whole).hasSize(5);
    Files.write(second, new byte[4]);
    assertThat(verify(folder.resolve("indexed")))
        .get()
        .asString()
        .contains(
            "indexed-00001-of-00003.bin:4: expected 5 bytes, as the first slice has, found 4 bytes");
    Files.delete(second);
    assertThat(verify(folder.resolve("indexed")))
        .get()
        .asString()
        .contains("indexed-00001-of-00003.bin:0: expected a slice, found no such file")
        .endsWith("fetch all slices of the set into one folder");
    Files.write(folder.resolve("indexed-00000-of-00007.bin"), whole);
    assertThat(verify(folder.resolve("indexed")))
        .get()
        .asString()
        .contains("expected one set of slices, found 2");
  }

  @Test
  void slicesWhoseNumbersHaveMoreThanFiveDigitsAreRefused() {
    Path bin = folder.resolve("many.bin");
    long size = 1L << 40;
    long least = Slices.leastSize(size);
    assertThat(Slices.of(bin, size, least).files()).hasSizeBetween(99_000, 100_000);
    assertThatThrownBy(() -> Slices.of(bin, size, least - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slices of " + (least - 1) + " bytes of " + size);
  }

  @Test
  void endsThatFallAreLocated() throws IOException {
    Path index = folder.resolve("flat.ds.index");
    byte[] bytes = Files.readAllBytes(index);
    bytes[8] = 2;
    Files.write(index, bytes);
    assertThat(verify(folder.resolve("flat.ds")))
        .get()
        .asString()
        .contains("flat.ds.index:8: expected an end of item 1 from 3 to 9, found 2");
    bytes[8] = 4;
    bytes[16] = 7;
    Files.write(index, bytes);
    assertThat(verify(folder.resolve("flat.ds")))
        .get()
        .asString()
        .contains("flat.ds:18: expected 2 or 4 bytes for each of 7 tokens, as flat.ds.index ends");
  }

  @Test
  void linesHaveToFollowEachOther() throws IOException {
    lines("0,3\n3,4\n5,9\n");
    assertThat(verify(folder.resolve("olmo.npy")))
        .get()
        .asString()
        .contains(
            "olmo.csv.gz:8: expected a line \"4,END\" of the item behind the one before, found")
        .contains("\"5,9\"");
    lines("0,3\nthree,4\n");
    assertThat(verify(folder.resolve("olmo.npy"))).get().asString().contains("\"three,4\"");
    // As dolma writes them, with the document's id, source and place.
    lines("0,3,a,\"b,c\",1\n3,4,d,e,2\n4,9,f,g,3\n");
    assertThat(verify(folder.resolve("olmo.npy"))).isEmpty();
    // Without an end of line, and with those of Windows.
    lines("0,3\r\n3,4\r\n4,9");
    assertThat(verify(folder.resolve("olmo.npy"))).isEmpty();
    lines("0,3\n3," + "0".repeat(1 << 20));
    assertThat(verify(folder.resolve("olmo.npy")))
        .get()
        .asString()
        .contains("olmo.csv.gz:4: expected lines of at most 65536 bytes, found a longer one");
  }

  private void lines(String lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(lines.getBytes(StandardCharsets.US_ASCII));
    }
    Files.write(folder.resolve("olmo.csv.gz"), bytes.toByteArray());
  }

  @Test
  void aHeaderOfNumPyIsNamed() throws IOException {
    byte[] bytes = new byte[18];
    System.arraycopy("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, 6);
    Files.write(folder.resolve("olmo.npy"), bytes);
    assertThat(verify(folder.resolve("olmo.npy")))
        .get()
        .asString()
        .contains("olmo.npy:0: expected tokens and nothing else")
        .contains("found the header of numpy.save");
  }

  @Test
  void otherMetadataAreNamed() throws IOException {
    Path metadata = folder.resolve("flat.ds.metadata");
    Files.writeString(metadata, "gpt2|4\n9\n9.00 T");
    assertThat(verify(folder.resolve("flat.ds"))).get().asString().contains("\"gpt2|4\"");
    Files.writeString(metadata, "gpt2|2\n8\n8.00 T");
    assertThat(verify(folder.resolve("flat.ds")))
        .get()
        .asString()
        .contains("flat.ds.metadata:7: expected 9 tokens, found \"8\"");
    // Older ones name no size; none at all are fine, too.
    Files.writeString(metadata, "gpt2\n9\n9.00 T");
    assertThat(verify(folder.resolve("flat.ds"))).isEmpty();
    Files.delete(metadata);
    assertThat(verify(folder.resolve("flat.ds"))).isEmpty();
  }

  @Test
  void indexesOfOtherThingsAreNamed() throws IOException {
    index("{\"version\": 3, \"shards\": []}", "expected version 2, found 3");
    index("{\"version\": 2}", "expected shards as a list, found null");
    index("{\"version\": 2, \"shards\": [{\"version\": 2, \"format\": \"csv\"}]}", "found csv");
    index("{\"version\": 2, \"shards\": [", "index.json:2");
    index("[".repeat(100_000), "expected JSON, found ");
    index(entry("\"../shard.00000.mds\"", "ndarray:uint16", "null"), "found ../shard.00000.mds");
    index(entry("\"a\\u0000b\"", "ndarray:uint16", "null"), "raw_data.basename within the folder");
    index(entry("\"\"", "ndarray:uint16", "null"), "raw_data.basename within the folder");
    index(entry("\".\"", "ndarray:uint16", "null"), ".:0: expected a shard");
    index(
        entry("\"shard.00000.mds\"", "pkl", "null"),
        "expected a column of tokens (ndarray:uint16, ndarray:int32 or ndarray:uint32),"
            + " found tokens pkl");
    index(entry("\"shard.00009.mds\"", "ndarray:uint16", "null"), "shard.00009.mds:0: expected");
    index(entry("7", "ndarray:uint16", "null"), "expected raw_data.basename as a string, found 7");
    index("{\"version\": 2, \"shards\": []} {}", "expected the end, found more JSON");
  }

  private void index(String json, String message) throws IOException {
    Files.writeString(folder.resolve("mds/index.json"), json);
    assertThatThrownBy(() -> MdsReader.open(folder.resolve("mds"), null))
        .isInstanceOf(CorruptShardException.class)
        .hasMessageContaining(message);
  }

  private static String entry(String basename, String encoding, String size) {
    return "{\"version\": 2, \"shards\": [{\"version\": 2, \"format\": \"mds\", \"column_names\":"
        + " [\"tokens\"], \"column_encodings\": [\""
        + encoding
        + "\"], \"column_sizes\": ["
        + size
        + "], \"compression\": null, \"samples\": 1, \"hashes\": [], \"zip_data\": null,"
        + " \"raw_data\": {\"basename\": "
        + basename
        + ", \"bytes\": 1, \"hashes\": {}}}]}";
  }

  /** As a trainer's own columns may stand beside the tokens. */
  @Test
  void tokensAreFoundBesideOtherColumns() throws IOException {
    Path mds = Files.createDirectories(folder.resolve("columns"));
    String config = "{}";
    // Columns by name: "id" of any length, "n" of 8 bytes, "text" of any length, "tokens".
    byte[] sample = {
      2, 0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 0, 'a', 'b', 1, 2, 3, 4, 5, 6, 7, 8, 'x', 4, 2, 7, 0, 8, 1
    };
    byte[] head = {1, 0, 0, 0, 14, 0, 0, 0, (byte) (14 + sample.length), 0, 0, 0};
    byte[] shard = new byte[head.length + config.length() + sample.length];
    System.arraycopy(head, 0, shard, 0, head.length);
    System.arraycopy(config.getBytes(StandardCharsets.US_ASCII), 0, shard, head.length, 2);
    System.arraycopy(sample, 0, shard, 14, sample.length);
    Files.write(mds.resolve("shard.00000.mds"), shard);
    Files.writeString(
        mds.resolve("index.json"),
        entry("\"shard.00000.mds\"", "ndarray:uint16", "null")
            .replace("[\"tokens\"]", "[\"id\", \"n\", \"text\", \"tokens\"]")
            .replace("[\"ndarray", "[\"str\", \"int\", \"str\", \"ndarray")
            .replace("[null]", "[null, 8, null, null]")
            .replace("\"bytes\": 1", "\"bytes\": " + shard.length));
    try (MdsReader reader = MdsReader.open(mds, null)) {
      reader.verify();
      assertThat(reader.item(0)).containsExactly(7, 264);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    try (TokenFiles files = TokenFiles.open(path, new Deflated()).orElseThrow()) {
      return files.files();
    }
  }

  /** What is wrong; empty if nothing is. */
  private static Optional<String> verify(Path path) throws IOException {
    try (TokenFiles files = TokenFiles.open(path, new Deflated()).orElseThrow()) {
      files.items().verify();
      return Optional.empty();
    } catch (CorruptShardException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      return Optional.of(e.getFile() + ":0: expected a file, found none; make it");
    }
  }
}
