package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the last checkpoints name stays, what only earlier ones named goes, and readers go on. */
final class PartialTilesTest {
  private static final SigningKey KEY = SigningKey.generate("tree.test", new SecureRandom());

  @TempDir private Path folder;
  private TransparencyLog log;
  private final List<Hash> leaves = new ArrayList<>();

  @BeforeEach
  void make() throws IOException {
    TransparencyLog.create(folder, KEY, DurableFiles.onDisk());
    log = open();
  }

  private TransparencyLog open() throws IOException {
    return TransparencyLog.open(folder, KEY, DurableFiles.onDisk(), 0, (index, entry) -> {});
  }

  private void append(int count) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(ByteBuffer.allocate(4).putInt(leaves.size()).array());
      leaves.add(Hash.ofLeaf(entries.get(i)));
    }
    log.append(entries);
  }

  @Test
  void whatTheLastCheckpointsNameStaysAndNothingElse() throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      append(1 + i % 13);
      sizes.add(log.reader().size());
      List<Long> last = sizes.subList(Math.max(0, sizes.size() - PartialTiles.KEPT), sizes.size());
      Set<String> named =
          last.stream()
              .flatMap(size -> Tile.partials(size).stream())
              .map(Tile::path)
              .collect(Collectors.toSet());
      assertThat(partials(folder)).containsExactlyInAnyOrderElementsOf(named);
    }
    assertThat(log.reader().size()).isGreaterThan(256);
    assertThat(new LogCheck(log.reader()).run()).isEmpty();
  }

  @Test
  void aReaderOfAnEarlierCheckpointStillProvesWhileTheWriterGoesOn() throws IOException {
    append(3);
    LogReader before = LogReader.open(folder, KEY.verifier());
    Hash root = before.checkpoint().root();
    for (int i = 0; i < 2 * PartialTiles.KEPT; i++) {
      append(1);
      assertProves(before, root);
    }
    assertThat(folder.resolve("tile/0/000.p/3")).doesNotExist();
    append(300);
    for (int i = 0; i < PartialTiles.KEPT; i++) {
      append(1);
    }
    assertThat(folder.resolve("tile/0/000.p")).isEmptyDirectory();
    assertProves(before, root);
  }

  private void assertProves(LogReader reader, Hash root) throws IOException {
    for (int i = 0; i < reader.size(); i++) {
      assertThat(reader.inclusion(i).verifies(leaves.get(i), root)).isTrue();
      assertThat(Hash.ofLeaf(reader.entry(i))).isEqualTo(leaves.get(i));
    }
    reader.verifyEntries();
    assertThat(new LogCheck(reader).run()).isEmpty();
    assertThat(
            log.reader()
                .consistency(reader.size())
                .verifies(root, log.reader().checkpoint().root()))
        .isTrue();
  }

  @Test
  void aClientWithTheCheckpointOfAMomentAgoFindsAllThatItNames() throws IOException {
    append(250);
    LogFiles server = LogFiles.in(folder);
    for (int i = 0; i < 20; i++) {
      LogReader client = LogReader.open(path -> server.read(path), KEY.verifier());
      for (int later = 1; later < PartialTiles.KEPT; later++) {
        append(1);
      }
      for (Tile tile : Tile.partials(client.size())) {
        assertThat(folder.resolve(tile.path())).exists();
      }
      client.verifyEntries();
      assertThat(client.rootAt(client.size())).isEqualTo(client.checkpoint().root());
      append(i);
    }
  }

  @Test
  void listsAndChecksBesideAWriterAreWhole() throws Exception {
    append(2);
    LogReader before = LogReader.open(folder, KEY.verifier());
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; i < 150; i++) {
                  append(1 + i % 5);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    LogFiles files = LogFiles.in(folder);
    int lists = 0;
    while (!writer.isDone() || lists == 0) {
      assertThat(files.tiles()).isSorted().doesNotHaveDuplicates().isNotEmpty();
      assertThat(files.widths(new Tile(0, 0, 1))).doesNotHaveDuplicates();
      assertThat(new LogCheck(before).run()).isEmpty();
      LogReader now = LogReader.open(folder, KEY.verifier());
      assertThat(new LogCheck(now).run()).isEmpty();
      lists++;
    }
    writer.get();
    assertThat(lists).isPositive();
  }

  @Test
  void whatIsStaleAtAStartGoes() throws IOException {
    for (int i = 0; i < 40; i++) {
      append(1);
    }
    byte[] bundle = Files.readAllBytes(folder.resolve("tile/entries/000.p/40"));
    byte[] tile = Files.readAllBytes(folder.resolve("tile/0/000.p/40"));
    for (int width = 1; width < 40; width++) {
      int end = width * (EntryBundle.LENGTH_SIZE + 4);
      Files.write(folder.resolve("tile/entries/000.p/" + width), copy(bundle, end));
      Files.write(folder.resolve("tile/0/000.p/" + width), copy(tile, width * Hash.SIZE));
    }
    log = open();
    assertThat(log.cut()).isEmpty();
    assertThat(partials(folder)).hasSize(2 * PartialTiles.KEPT).contains("tile/0/000.p/25");
    append(1);
    assertThat(partials(folder)).hasSize(2 * PartialTiles.KEPT).contains("tile/0/000.p/26");
    append(300);
    log = open();
    assertThat(partials(folder))
        .containsExactlyInAnyOrder("tile/0/001.p/85", "tile/entries/001.p/85", "tile/1/000.p/1");
    assertThat(new LogCheck(log.reader()).run()).isEmpty();
  }

  @Test
  void aFileWithTheLongestOfNamesIsNoneOfTheLogs() throws IOException {
    append(5);
    String longest = "x999/x999/x999/x999/x999/999";
    for (String name : List.of("tile/entries/" + longest, "tile/0/" + longest + ".p/7")) {
      Path planted = folder.resolve(name);
      Files.createDirectories(planted.resolveSibling("."));
      Files.writeString(planted, "planted");
      assertThat(new LogCheck(log.reader()).run()).isEmpty();
      log = open();
      assertThat(log.cut()).containsExactly(folder.getFileName() + "/" + name);
      assertThat(planted).doesNotExist();
    }
  }

  private static byte[] copy(byte[] bytes, int size) {
    return Arrays.copyOf(bytes, size);
  }

  @Test
  void anOldCheckpointPutBackOverALogThatHasGoneOnIsRefusedAndNothingIsCut() throws IOException {
    append(2);
    byte[] old = Files.readAllBytes(folder.resolve("checkpoint"));
    for (int more : new int[] {1, 300}) {
      for (int i = 0; i < PartialTiles.KEPT; i++) {
        append(more);
      }
      List<String> before = LogFiles.in(folder).tiles();
      byte[] newest = Files.readAllBytes(folder.resolve("checkpoint"));
      Files.write(folder.resolve("checkpoint"), old);
      assertThatThrownBy(this::open)
          .isInstanceOf(CorruptLogException.class)
          .hasMessageContainingAll("of 2 entries", "000.p/2", "put the newest one back");
      assertThat(LogFiles.in(folder).tiles()).isEqualTo(before);
      Files.write(folder.resolve("checkpoint"), newest);
      log = open();
    }
  }

  @Test
  void aTileFileThatIsLongerThanItsNameSaysIsRefused() throws IOException {
    append(5);
    Path tile = folder.resolve("tile/0/000.p/5");
    byte[] bytes = Files.readAllBytes(tile);
    Files.write(tile, copy(bytes, bytes.length + Hash.SIZE));
    assertThatThrownBy(() -> log.reader().rootAt(5))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("tile/0/000.p/5: found 192 bytes, expected 160");
    Path bundle = folder.resolve("tile/entries/000.p/5");
    byte[] entries = Files.readAllBytes(bundle);
    for (int size : new int[] {entries.length + 6, entries.length - 6}) {
      Files.write(bundle, copy(entries, size));
      assertThatThrownBy(() -> log.reader().entry(4))
          .hasMessageContaining("tile/entries/000.p/5: not 5 entries");
    }
    Files.write(bundle, entries);
    Files.write(tile, bytes);
    for (int i = 0; i < PartialTiles.KEPT; i++) {
      append(1);
    }
    LogReader earlier = LogReader.open(folder, KEY.verifier());
    append(250);
    Files.delete(folder.resolve("tile/0/000.p/21"));
    assertThat(earlier.rootAt(21)).isEqualTo(earlier.checkpoint().root());
    Path full = folder.resolve("tile/0/000");
    Files.write(full, copy(Files.readAllBytes(full), 22 * Hash.SIZE));
    assertThatThrownBy(() -> earlier.rootAt(21))
        .hasMessageContaining("tile/0/000: found 704 bytes, expected 8192");
  }

  private static List<String> partials(Path folder) throws IOException {
    return LogFiles.in(folder).tiles().stream().filter(path -> path.contains(".p/")).toList();
  }
}
