package org.estover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.estover.ledger.Ledger;
import org.estover.ledger.Samples;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.InvalidNoteException;
import org.estover.ledger.log.LogFiles;
import org.estover.ledger.log.OpenedNote;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.log.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that others watch can grow, and do nothing else. */
final class LogWatchTest {
  private static final long NOON = 1_795_000_000L;

  @TempDir private Path folder;

  @Test
  void aLogThatGrowsIsFollowedFromAnySizeToAnyOther() throws IOException {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 0);
    LogWatch watch = watch(ledger);
    assertThat(watch.look(NOON).outcome()).isEqualTo(LogWatch.Outcome.FIRST);
    assertThat(watch.look(NOON).outcome()).isEqualTo(LogWatch.Outcome.UNCHANGED);
    try (Ledger open = Ledger.open(ledger, Samples.settings())) {
      int size = 0;
      for (int group : new int[] {1, 1, 2, 3, 250, 1, 300}) {
        int from = size;
        open.appendAll(
            Stream.iterate(from, i -> i + 1)
                .limit(group)
                .map(i -> Samples.registration(i))
                .toList());
        size += group;
        LogWatch.Look look = watch.look(NOON);
        assertThat(look).isEqualTo(new LogWatch.Look(LogWatch.Outcome.GROWN, from, size, null));
      }
    }
    assertThat(kept()).hasBinaryContent(Files.readAllBytes(ledger.resolve("log/checkpoint")));
  }

  @Test
  void oneLookAtATimeWritesTheFileAlsoAmongProcesses() throws Exception {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 3);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                kept() + ".lock")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('y');
      CompletableFuture<LogWatch.Look> look = CompletableFuture.supplyAsync(() -> look(ledger));
      TimeUnit.MILLISECONDS.sleep(300);
      assertThat(look).isNotDone();
      assertThat(kept()).doesNotExist();
      other.getOutputStream().close();
      assertThat(look.get(1, TimeUnit.MINUTES).outcome()).isEqualTo(LogWatch.Outcome.FIRST);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void looksOfOneProcessWaitForEachOther() throws Exception {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 3);
    List<CompletableFuture<LogWatch.Look>> looks = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      looks.add(CompletableFuture.supplyAsync(() -> look(ledger)));
      if (i % 4 == 0) {
        append(ledger, 100 + i);
      }
    }
    int first = 0;
    for (CompletableFuture<LogWatch.Look> each : looks) {
      LogWatch.Look look = each.get(1, TimeUnit.MINUTES);
      assertThat(look.isFault()).isFalse();
      first += look.outcome() == LogWatch.Outcome.FIRST ? 1 : 0;
    }
    assertThat(first).isEqualTo(1);
    look(ledger);
    assertThat(kept()).hasBinaryContent(Files.readAllBytes(ledger.resolve("log/checkpoint")));
  }

  private LogWatch.Look look(Path ledger) {
    try {
      return watch(ledger).look(NOON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aLogThatGoesOnDuringALookIsLookedAtAnew() throws IOException {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 3);
    watch(ledger).look(NOON);
    append(ledger, 90);
    LogFiles inTheFolder = LogFiles.in(ledger.resolve("log"));
    int[] reads = {0};
    LogFiles server =
        path -> {
          byte[] bytes = inTheFolder.read(path);
          if (reads[0]++ == 0) {
            // After the checkpoint was read, and before its tiles are.
            for (int i = 0; i < 20; i++) {
              append(ledger, 100 + i);
            }
          }
          return bytes;
        };
    LogWatch.Look look = new LogWatch(server, key(ledger), kept(), null).look(NOON);
    assertThat(look).isEqualTo(new LogWatch.Look(LogWatch.Outcome.GROWN, 3, 24, null));
    Files.delete(ledger.resolve("log/tile/0/000.p/24"));
    LogWatch unchanged = new LogWatch(path -> inTheFolder.read(path), key(ledger), kept(), null);
    assertThatThrownBy(() -> unchanged.look(NOON))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("tile/0/000.p/24");
  }

  @Test
  void anOldCopyIsRefusedAndWhatWasSeenStays() throws IOException {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 5);
    byte[] old = Files.readAllBytes(ledger.resolve("log/checkpoint"));
    append(ledger, 90);
    LogWatch watch = watch(ledger);
    watch.look(NOON);
    byte[] seen = Files.readAllBytes(kept());
    Files.write(ledger.resolve("log/checkpoint"), old);
    LogWatch.Look look = watch.look(NOON);
    assertThat(look.outcome()).isEqualTo(LogWatch.Outcome.SHRUNK);
    assertThat(look.isFault()).isTrue();
    assertThat(look.evidence()).hasBinaryContent(old);
    assertThat(kept()).hasBinaryContent(seen);
  }

  @Test
  void aRewrittenHistoryIsRefusedAtTheSameAndAtALargerSize() throws IOException {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 3);
    Path fork = copy(ledger, folder.resolve("fork"));
    append(ledger, 90);
    LogWatch watch = watch(ledger);
    watch.look(NOON);
    append(fork, 91);
    for (int more = 0; more < 3; more++) {
      LogWatch.Look look =
          new LogWatch(LogFiles.in(fork.resolve("log")), key(ledger), kept(), null).look(NOON);
      assertThat(look.outcome()).isEqualTo(LogWatch.Outcome.FORKED);
      assertThat(look.before()).isEqualTo(4);
      assertThat(look.now()).isEqualTo(4 + more);
      assertThat(look.evidence())
          .hasBinaryContent(Files.readAllBytes(fork.resolve("log/checkpoint")));
      append(fork, 100 + more);
    }
    assertThat(watch.look(NOON).outcome()).isEqualTo(LogWatch.Outcome.UNCHANGED);
  }

  @Test
  void aFirstLookTakesNoRootThatTheTilesDoNotLeadTo() throws IOException {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 3);
    Path tile = ledger.resolve("log/tile/0/000.p/3");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[40] ^= 1;
    Files.write(tile, bytes);
    assertThatThrownBy(() -> watch(ledger).look(NOON))
        .hasMessageContaining("do not lead to the root");
    assertThat(kept()).doesNotExist();
    Files.delete(tile);
    assertThatThrownBy(() -> watch(ledger).look(NOON))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("tile/0/000.p/3");
  }

  @Test
  void aCheckpointOfAnotherKeyIsNone() throws IOException {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 3);
    Path other = Samples.ledger(folder.resolve("other"), 1, 3);
    LogWatch watch = new LogWatch(LogFiles.in(other.resolve("log")), key(ledger), kept(), null);
    assertThatThrownBy(() -> watch.look(NOON)).isInstanceOf(CorruptLogException.class);
  }

  @Test
  void aWitnessCosignsWhatItAcceptsAndTheWriterGoesOnFromThat() throws Exception {
    Path ledger = Samples.ledger(folder.resolve("l"), 1, 3);
    SigningKey witness = SigningKey.generateWitness("witness.test", new SecureRandom());
    LogFiles log = LogFiles.in(ledger.resolve("log"));
    new LogWatch(log, key(ledger), kept(), witness).look(NOON);
    byte[] note = Files.readAllBytes(kept());
    OpenedNote opened = OpenedNote.open(note, key(ledger), List.of(witness.verifier()));
    assertThat(opened.cosignatures()).isEqualTo(1);
    assertThat(opened.signers().get(1))
        .isEqualTo(new OpenedNote.Signer(witness.verifier(), Long.toString(NOON)));
    assertThat(opened.checkpoint(key(ledger)).size()).isEqualTo(3);
    for (int i = 0; i < note.length; i++) {
      byte[] wrong = note.clone();
      wrong[i] ^= 1;
      assertThat(cosignatures(wrong, key(ledger), witness.verifier())).as("byte %d", i).isZero();
    }
    try (Ledger open = Ledger.open(ledger, Samples.settings().withNewest(kept()))) {
      assertThat(open.checkpoint().size()).isEqualTo(3);
    }
    assertThatThrownBy(() -> witness.note("a\nb\n")).hasMessageContaining("witness.test");
  }

  /** How many cosignatures count; none where the note does not open. */
  private static int cosignatures(byte[] note, VerifierKey log, VerifierKey witness) {
    try {
      OpenedNote opened = OpenedNote.open(note, log, List.of(witness));
      opened.checkpoint(log);
      return opened.cosignatures();
    } catch (InvalidNoteException e) {
      return 0;
    }
  }

  private LogWatch watch(Path ledger) throws IOException {
    return new LogWatch(LogFiles.in(ledger.resolve("log")), key(ledger), kept(), null);
  }

  private Path kept() {
    return folder.resolve("kept");
  }

  private static VerifierKey key(Path ledger) throws IOException {
    return Ledger.verifierKey(ledger);
  }

  private static void append(Path ledger, long number) throws IOException {
    try (Ledger open = Ledger.open(ledger, Samples.settings())) {
      open.appendAll(List.of(Samples.registration(number)));
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }
}
