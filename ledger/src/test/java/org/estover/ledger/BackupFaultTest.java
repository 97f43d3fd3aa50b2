package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.FaultyDisk;
import org.estover.ledger.vault.LoggedFact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each single step of a backup and of the way back fails in turn. */
final class BackupFaultTest {
  private static final LedgerSettings SETTINGS = Samples.settings();
  private static final Backup.CopyProgress SILENT = (part, entries, of) -> {};

  @TempDir private Path scratch;
  private Path ledger;

  @BeforeEach
  void make() throws IOException {
    ledger = Samples.ledger(scratch.resolve("ledger"), 1, 4);
  }

  /** What fails at a step. */
  private interface Attempt {
    void run(Backup backup) throws IOException;
  }

  private static boolean failsAt(int step, Attempt attempt) throws IOException {
    DurableFiles files = FaultyDisk.failingAt(step);
    try {
      attempt.run(Backup.with(files));
      return false;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("injected fault");
      return true;
    }
  }

  private static List<LoggedFact> facts(Path folder) throws IOException {
    try (Ledger open = Ledger.openReadOnly(folder, SETTINGS)) {
      return open.facts().toList();
    }
  }

  @Test
  void aBackupThatFailsIsNoneAndIsFinishedByTheNextOne() throws IOException {
    List<LoggedFact> all = facts(ledger);
    int unfinished = 0;
    boolean failed = true;
    for (int step = 0; failed; step++) {
      Path backup = scratch.resolve("b" + step);
      Path restored = scratch.resolve("r" + step);
      failed = failsAt(step, files -> files.make(ledger, backup, SILENT));
      if (!Files.exists(backup.resolve("log/checkpoint"))) {
        unfinished++;
        assertThatThrownBy(() -> Backup.onDisk().restore(backup, restored, SILENT))
            .isInstanceOf(LedgerRefusedException.class);
      }
      if (Files.exists(backup.resolve("log"))) {
        assertThatThrownBy(() -> Ledger.open(backup, SETTINGS))
            .isInstanceOf(LedgerRefusedException.class)
            .hasMessageContaining("this is a backup");
      }
      Backup.onDisk().make(ledger, backup, SILENT);
      Backup.onDisk().restore(backup, restored, SILENT);
      assertThat(facts(restored)).isEqualTo(all);
    }
    assertThat(unfinished).isGreaterThan(20);
  }

  @Test
  void aLaterBackupThatFailsLeavesTheEarlierOne() throws IOException {
    List<LoggedFact> before = facts(ledger);
    Path base = scratch.resolve("base");
    Backup.onDisk().make(ledger, base, SILENT);
    try (Ledger open = Ledger.open(ledger, SETTINGS)) {
      open.erase(1);
      open.appendAll(List.of(Samples.registration(50)));
      open.appendAll(List.of(Samples.registration(51)));
    }
    List<LoggedFact> after = facts(ledger);
    boolean failed = true;
    int earlier = 0;
    for (int step = 0; failed; step++) {
      Path backup = Folders.copy(base, scratch.resolve("b" + step));
      Path restored = scratch.resolve("r" + step);
      failed = failsAt(step, files -> files.make(ledger, backup, SILENT));
      Backup.onDisk().restore(backup, restored, SILENT);
      List<LoggedFact> found = facts(restored);
      assertThat(found).hasSizeBetween(before.size(), after.size());
      assertThat(found).extracting(LoggedFact::entry).startsWith(entries(before));
      earlier += found.size() == before.size() ? 1 : 0;
      Backup.onDisk().make(ledger, backup, SILENT);
      assertThat(facts(backup)).isEqualTo(after);
    }
    assertThat(earlier).isPositive();
  }

  private static org.estover.ledger.log.LogEntry[] entries(List<LoggedFact> facts) {
    return facts.stream().map(LoggedFact::entry).toArray(org.estover.ledger.log.LogEntry[]::new);
  }

  @Test
  void whateverStepOfARestoreFailsNothingSigns() throws IOException {
    Path backup = scratch.resolve("backup");
    Backup.onDisk().make(ledger, backup, SILENT);
    List<LoggedFact> all = facts(ledger);
    boolean failed = true;
    int absent = 0;
    for (int step = 0; failed; step++) {
      Path restored = scratch.resolve("r" + step);
      Path unfinished = scratch.resolve("r" + step + ".restoring");
      failed = failsAt(step, files -> files.restore(backup, restored, SILENT));
      for (Path folder : List.of(restored, unfinished)) {
        if (Files.exists(folder.resolve("log")) && Files.exists(folder.resolve("vkey"))) {
          assertThatThrownBy(() -> Ledger.open(folder, SETTINGS))
              .isInstanceOf(LedgerRefusedException.class)
              .hasMessageContaining("restored from a backup");
        }
      }
      if (!Files.exists(restored)) {
        absent++;
        Backup.onDisk().restore(backup, restored, SILENT);
      }
      assertThat(facts(restored)).isEqualTo(all);
      assertThat(unfinished).doesNotExist();
    }
    assertThat(absent).isGreaterThan(20);
  }

  @Test
  void whateverStepOfShowingTheNewestFailsItIsShownAnew() throws IOException {
    Path backup = scratch.resolve("backup");
    Backup.onDisk().make(ledger, backup, SILENT);
    Path same = scratch.resolve("same");
    Files.copy(ledger.resolve("log/checkpoint"), same);
    try (Ledger open = Ledger.open(ledger, SETTINGS)) {
      open.appendAll(List.of(Samples.registration(50)));
    }
    Path newer = ledger.resolve("log/checkpoint");
    boolean failed = true;
    for (int step = 0; failed; step++) {
      Path restored = scratch.resolve("r" + step);
      Backup.onDisk().restore(backup, restored, SILENT);
      failed = failsAt(step, files -> refusesOlder(files, restored, newer));
      assertThatThrownBy(() -> Ledger.open(restored, SETTINGS))
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessageContaining("restored from a backup");
    }
    failed = true;
    int refusing = 0;
    for (int step = 0; failed; step++) {
      Path restored = scratch.resolve("s" + step);
      Backup.onDisk().restore(backup, restored, SILENT);
      failed = failsAt(step, files -> files.confirm(restored, same));
      if (Files.exists(restored.resolve(CopyMark.FILE))) {
        refusing++;
        Backup.onDisk().confirm(restored, same);
      }
      Ledger.open(restored, SETTINGS).close();
    }
    assertThat(refusing).isPositive();
  }

  private static void refusesOlder(Backup files, Path restored, Path newer) throws IOException {
    try {
      files.confirm(restored, newer);
    } catch (LedgerRefusedException e) {
      assertThat(e).hasMessageContaining("too old");
    }
  }
}
