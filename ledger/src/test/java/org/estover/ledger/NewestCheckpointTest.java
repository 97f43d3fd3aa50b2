package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.FaultyDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewestCheckpointTest {
  @TempDir Path scratch;
  private Path ledger;
  private Path newest;
  private LedgerSettings settings;

  @BeforeEach
  void makeLedger() throws IOException {
    ledger = scratch.resolve("ledger");
    newest = scratch.resolve("elsewhere/ledger.newest");
    settings = Samples.settings().withNewest(newest);
    Ledger.init(ledger, Samples.ORIGIN, settings);
    append(1);
  }

  private void append(long party) throws IOException {
    try (Ledger open = Ledger.open(ledger, settings)) {
      open.appendAll(List.of(Samples.registration(party)));
    }
  }

  private static byte[] checkpoint(Path ledger) throws IOException {
    return Files.readAllBytes(ledger.resolve("log/checkpoint"));
  }

  private void refused(String... words) throws IOException {
    byte[] before = checkpoint(ledger);
    assertThatThrownBy(() -> append(9))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContainingAll(words)
        .hasMessageContainingAll(ledger.toString(), newest.toString());
    assertThat(checkpoint(ledger)).isEqualTo(before);
  }

  @Test
  void theNewestCheckpointIsKeptBeforeTheAnswer() throws IOException {
    assertThat(newest).hasBinaryContent(checkpoint(ledger));
    try (Ledger open = Ledger.open(ledger, settings)) {
      open.appendAll(List.of(Samples.registration(2)));
      assertThat(newest).hasBinaryContent(checkpoint(ledger));
    }
  }

  @Test
  void anOlderCopyPutBackRefusesToSign() throws IOException {
    Path backup = scratch.resolve("backup");
    copy(ledger, backup);
    append(2);
    append(3);
    delete(ledger);
    copy(backup, ledger);
    refused("1 entry", "3 entries", "old backup", "put the newer ledger back");
    try (Ledger reader = Ledger.openReadOnly(ledger, settings)) {
      assertThat(reader.checkpoint().size()).isEqualTo(1);
    }
  }

  @Test
  void aTruncatedLogRefusesToSignAndIsNotCut() throws IOException {
    byte[] old = checkpoint(ledger);
    append(2);
    Path bundle = ledger.resolve("log/tile/entries/000.p/2");
    byte[] entries = Files.readAllBytes(bundle);
    Files.write(ledger.resolve("log/checkpoint"), old);
    refused("1 entry", "2 entries", "old backup");
    assertThat(bundle).hasBinaryContent(entries);
  }

  @Test
  void aForkOfEqualSizeRefusesToSign() throws IOException {
    Path backup = scratch.resolve("backup");
    copy(ledger, backup);
    append(2);
    Path kept = scratch.resolve("kept");
    Files.copy(newest, kept);
    Files.delete(newest);
    delete(ledger);
    copy(backup, ledger);
    append(3);
    Files.copy(kept, newest, StandardCopyOption.REPLACE_EXISTING);
    refused("2 entries", "rewritten");
    // Nor does it after growing further.
    Files.delete(newest);
    append(4);
    Files.copy(kept, newest, StandardCopyOption.REPLACE_EXISTING);
    refused("3 entries", "2 entries", "rewritten");
  }

  @Test
  void aLogOfAnotherKeyRefusesToSign() throws IOException {
    delete(ledger);
    assertThatThrownBy(() -> Ledger.init(ledger, Samples.ORIGIN, settings))
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContainingAll(newest.toString(), ledger.toString());
    Ledger.init(ledger, Samples.ORIGIN, Samples.settings());
    refused("no checkpoint signed by the key");
  }

  @Test
  void aDamagedFileRefusesToSign() throws IOException {
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    refused("log/checkpoint");
  }

  @Test
  void aLogAheadOfTheFileGoesOnAndBringsItUp() throws IOException {
    byte[] older = Files.readAllBytes(newest);
    append(2);
    Files.write(newest, older);
    Ledger.open(ledger, settings).close();
    assertThat(newest).hasBinaryContent(checkpoint(ledger));
  }

  @Test
  void anAbsentFileIsAFirstStart() throws IOException {
    Files.delete(newest);
    Ledger.open(ledger, settings).close();
    assertThat(newest).hasBinaryContent(checkpoint(ledger));
  }

  @Test
  void whatTheFileDidNotTakeIsNotAcknowledged() throws IOException {
    int acknowledged = 0;
    int ahead = 0;
    for (int step = 0; acknowledged == 0; step++) {
      Path folder = scratch.resolve("step-" + step);
      copy(ledger, folder);
      Path file = scratch.resolve("step-" + step + ".newest");
      Files.copy(newest, file);
      DurableFiles files = FaultyDisk.failingAt(step);
      LedgerSettings faulty = Samples.settings().withNewest(file);
      try (Ledger open = Ledger.open(folder, faulty, files)) {
        open.appendAll(List.of(Samples.registration(2)));
        acknowledged++;
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("injected fault");
      }
      if (acknowledged > 0) {
        assertThat(file).hasBinaryContent(checkpoint(folder));
      } else if (Files.mismatch(file, folder.resolve("log/checkpoint")) >= 0) {
        ahead++;
      }
      Path later = scratch.resolve("later-" + step);
      copy(folder, later);
      Ledger.open(later, faulty).close();
      assertThat(file).hasBinaryContent(checkpoint(later));
    }
    assertThat(ahead).isPositive();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
