package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.ledger.log.SimulatedDisk;
import org.estover.ledger.log.SimulatedDisk.Killed;
import org.estover.ledger.log.SimulatedDisk.Trouble;
import org.estover.ledger.vault.LoggedFact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup or a restore dies at each step in turn; what the next one has finished from there
 * outlasts a power cut, and what it has not signs nothing.
 */
final class BackupPowerTest {
  private static final LedgerSettings SETTINGS = Samples.settings();
  private static final Backup.CopyProgress SILENT = (part, entries, of) -> {};
  private static final int CUTS = 3;

  private final FileSystem memory =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix").build());

  @TempDir private Path scratch;
  private Path ledger;
  private Path earlier;
  private List<LoggedFact> all = List.of();

  /** Something that a process dies of. */
  private interface Command {
    void run(Backup backup) throws IOException;
  }

  @BeforeEach
  void make() throws IOException {
    ledger = Samples.ledger(scratch.resolve("ledger"), 1, 2);
    earlier = Folders.copy(ledger, scratch.resolve("earlier"));
    try (Ledger open = Ledger.open(ledger, SETTINGS)) {
      open.appendAll(List.of(Samples.registration(50)));
      open.erase(0);
    }
    all = facts(ledger);
  }

  private static List<LoggedFact> facts(Path folder) throws IOException {
    try (Ledger open = Ledger.openReadOnly(folder, SETTINGS)) {
      return open.facts().toList();
    }
  }

  private SimulatedDisk disk(String name, int step, int cut) throws IOException {
    Path home = memory.getPath("/" + name + "-" + step + "-" + cut);
    return new SimulatedDisk(home, new SplittableRandom(31L * step + cut), each -> {});
  }

  /** Dies before so many steps of a command; a new process may come. */
  private static boolean dies(SimulatedDisk disk, int step, Command command) throws IOException {
    boolean killed = false;
    disk.plan(step, Trouble.KILL_BEFORE);
    try {
      command.run(Backup.with(disk.files()));
    } catch (Killed e) {
      killed = true;
    }
    disk.restart();
    return killed;
  }

  @Test
  void aFinishedBackupOutlastsAPowerCutWhateverWasBegunBefore() throws IOException {
    boolean killed = true;
    for (int step = 0; killed; step++) {
      killed = false;
      for (int cut = 0; cut < CUTS; cut++) {
        SimulatedDisk disk = disk("make", step, cut);
        Backup.with(disk.files()).make(earlier, disk.root().resolve("backup"), SILENT);
        killed |= dies(disk, step, it -> it.make(ledger, disk.root().resolve("backup"), SILENT));
        Backup.with(disk.files()).make(ledger, disk.root().resolve("backup"), SILENT);
        disk.powerCut();
        assertThat(facts(disk.root().resolve("backup")))
            .as("step %d, cut %d", step, cut)
            .isEqualTo(all);
        assertSignsNothing(disk.root().resolve("backup"));
      }
    }
  }

  @Test
  void aPowerCutDuringALaterBackupLeavesTheEarlierOne() throws IOException {
    List<LoggedFact> before = facts(earlier);
    boolean killed = true;
    for (int step = 0; killed; step++) {
      killed = false;
      for (int cut = 0; cut < CUTS; cut++) {
        SimulatedDisk disk = disk("cut", step, cut);
        Backup.with(disk.files()).make(earlier, disk.root().resolve("backup"), SILENT);
        killed |= dies(disk, step, it -> it.make(ledger, disk.root().resolve("backup"), SILENT));
        disk.powerCut();
        Path backup = disk.root().resolve("backup");
        assertSignsNothing(backup);
        assertThat(facts(backup).subList(1, 2)).isEqualTo(before.subList(1, 2));
        Backup.with(disk.files()).make(ledger, backup, SILENT);
        assertThat(facts(backup)).as("step %d, cut %d", step, cut).isEqualTo(all);
      }
    }
  }

  @Test
  void aRestoreThatIsCutSignsNothingAndIsDoneAgain() throws IOException {
    Path backup = scratch.resolve("backup");
    Backup.onDisk().make(ledger, backup, SILENT);
    boolean killed = true;
    for (int step = 0; killed; step++) {
      killed = false;
      for (int cut = 0; cut < CUTS; cut++) {
        SimulatedDisk disk = disk("restore", step, cut);
        killed |= dies(disk, step, it -> it.restore(backup, disk.root().resolve("l"), SILENT));
        if (cut > 0) {
          disk.powerCut();
        }
        for (String name : List.of("l", "l.restoring")) {
          assertSignsNothing(disk.root().resolve(name));
        }
        if (!Files.exists(disk.root().resolve("l"))) {
          Backup.with(disk.files()).restore(backup, disk.root().resolve("l"), SILENT);
        }
        assertSignsNothing(disk.root().resolve("l"));
        Backup.with(disk.files())
            .confirm(disk.root().resolve("l"), ledger.resolve("log/checkpoint"));
        disk.powerCut();
        assertThat(facts(disk.root().resolve("l"))).as("step %d, cut %d", step, cut).isEqualTo(all);
        Ledger.open(disk.root().resolve("l"), SETTINGS, disk.files()).close();
      }
    }
  }

  @Test
  void aRestoreIsLockedUntilTheLedgerHasItsName() throws IOException {
    Path backup = scratch.resolve("backup");
    Backup.onDisk().make(ledger, backup, SILENT);
    Path unfinished = memory.getPath("/locked/life-0/l.restoring");
    List<String> locked = new ArrayList<>();
    SimulatedDisk disk =
        new SimulatedDisk(
            memory.getPath("/locked"),
            new SplittableRandom(1),
            step -> {
              if (Files.exists(unfinished.resolve("log"))) {
                assertThatThrownBy(() -> WriterLock.take(unfinished))
                    .as(step)
                    .isInstanceOf(LedgerRefusedException.class);
                locked.add(step);
              }
            });
    Backup.with(disk.files()).restore(backup, disk.root().resolve("l"), SILENT);
    assertThat(locked).hasSizeGreaterThan(10).endsWith("rename to l");
    WriterLock.take(disk.root().resolve("l")).close();
  }

  private static void assertSignsNothing(Path folder) {
    if (Files.exists(folder.resolve("log"))) {
      assertThatThrownBy(() -> Ledger.open(folder, SETTINGS))
          .isInstanceOf(LedgerRefusedException.class);
    }
  }
}
