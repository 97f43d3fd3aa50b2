package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.FaultyDisk;
import org.estover.ledger.vault.LoggedFact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each single step of an append fails in turn; a copy of the folder stands for a new process. */
final class LedgerFaultTest {

  private static final LedgerSettings SETTINGS = Samples.settings();
  private static final int BEFORE = 3;

  @TempDir Path scratch;

  @Test
  void whateverStepFailsNothingAcknowledgedIsLostAndNothingMoreIsWritten() throws Exception {
    stepByStep(BEFORE);
  }

  @Test
  void norWhileStalePartialTilesAreRemoved() throws Exception {
    stepByStep(18);
    assertThat(stale(scratch.resolve("base"))).isEqualTo(16);
  }

  /** How many partial bundles stand there. */
  private static long stale(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("log/tile/entries/000.p"))) {
      return files.count();
    }
  }

  private void stepByStep(int before) throws Exception {
    Path base = Samples.ledger(scratch.resolve("base"), 5, before);
    List<LoggedFact> acknowledged = facts(base);
    List<Append> group =
        List.of(Samples.registration(90), Samples.statement(91, new SplittableRandom(91)));
    int step = 0;
    boolean failed = true;
    int lost = 0;
    int kept = 0;
    while (failed) {
      Path folder = copy(base, "step-" + step);
      failed = failsAt(step, folder, group);
      Path later = copy(folder, "after-" + step);
      List<LoggedFact> found = facts(later);
      assertThat(found.subList(0, before)).as("step %d", step).isEqualTo(acknowledged);
      assertThat(found.size()).isIn(before, before + group.size());
      lost += found.size() == before ? 1 : 0;
      kept += found.size() == before ? 0 : 1;
      resume(later, before, group);
      step++;
    }
    assertThat(step).isGreaterThan(15);
    assertThat(lost).isPositive();
    assertThat(kept).isPositive();
  }

  @Test
  void aCleanUpThatFindsNothingDoublesNothing() throws Exception {
    Path folder = Samples.ledger(scratch.resolve("l"), 5, 0);
    try (Ledger ledger = Ledger.open(folder, SETTINGS)) {
      for (int i = 0; i < 15; i++) {
        ledger.appendAll(List.of(Samples.registration(i)));
      }
      Files.delete(folder.resolve("log/tile/entries/000.p/1"));
      Files.delete(folder.resolve("log/tile/0/000.p/1"));
      Append last = Samples.registration(900);
      ledger.appendAll(List.of(Samples.registration(15)));
      assertThat(ledger.appendAll(List.of(last)).get(0).index()).isEqualTo(16);
      assertThat(ledger.appendAll(List.of(last)).get(0).repeated()).isTrue();
      assertThat(ledger.appendAll(List.of(Samples.registration(7))).get(0).index()).isEqualTo(7);
    }
  }

  @Test
  void afterAFailedWriteOfTheNewestCheckpointNothingIsAcknowledged() throws Exception {
    Path base = Samples.ledger(scratch.resolve("base"), 5, BEFORE);
    List<Append> group = List.of(Samples.registration(90));
    boolean failed = true;
    for (int step = 0; failed; step++) {
      Path folder = copy(base, "newest-" + step);
      LedgerSettings settings = SETTINGS.withNewest(scratch.resolve("newest-" + step + ".kept"));
      Ledger.open(folder, settings).close();
      DurableFiles files = FaultyDisk.failingAt(step);
      try (Ledger ledger = Ledger.open(folder, settings, files)) {
        try {
          ledger.appendAll(group);
          failed = false;
        } catch (IOException e) {
          assertThatThrownBy(() -> ledger.appendAll(group))
              .isInstanceOf(LedgerRefusedException.class)
              .hasMessageContaining("nothing more is written");
        }
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("injected fault").hasMessageContaining("new process");
      }
    }
  }

  private static boolean failsAt(int step, Path folder, List<Append> group) throws IOException {
    DurableFiles files = FaultyDisk.failingAt(step);
    try (Ledger ledger = Ledger.open(folder, SETTINGS, files)) {
      try {
        ledger.appendAll(group);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("injected fault").hasMessageContaining("new process");
        assertThatThrownBy(() -> ledger.appendAll(List.of(Samples.registration(7))))
            .hasMessageContaining("nothing more is written");
      }
    } catch (IOException e) {
      // Opening takes steps as well.
      assertThat(e).hasMessageContaining("injected fault").hasMessageContaining("new process");
    }
    if (files.isStopped()) {
      assertThatThrownBy(() -> Ledger.open(folder, SETTINGS))
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessageContaining("a write failed in this process");
    }
    return files.isStopped();
  }

  /** What a new process does: cuts the tail, gives the retry its one answer, and holds an audit. */
  private static void resume(Path folder, int before, List<Append> group) throws IOException {
    try (Ledger ledger = Ledger.open(folder, SETTINGS)) {
      ledger.appendAll(group);
      assertThat(ledger.checkpoint().size()).isEqualTo(before + group.size());
    }
    assertThat(Auditor.audit(folder, Ledger.verifierKey(folder))).isEmpty();
    try (Stream<Path> files = Files.walk(folder.resolve("log/tile"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private static List<LoggedFact> facts(Path folder) throws IOException {
    try (Ledger ledger = Ledger.openReadOnly(folder, SETTINGS);
        Stream<LoggedFact> facts = ledger.facts()) {
      return facts.toList();
    }
  }

  private Path copy(Path from, String name) throws IOException {
    Path to = scratch.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to;
  }
}
