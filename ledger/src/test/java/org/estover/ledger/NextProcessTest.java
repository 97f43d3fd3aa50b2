package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.log.SimulatedDisk;
import org.estover.ledger.log.SimulatedDisk.Killed;
import org.estover.ledger.log.SimulatedDisk.Trouble;
import org.junit.jupiter.api.Test;

/**
 * A process dies at each step of a write in turn, and the machine goes on: what the next process
 * finds and answers for must outlast a power cut.
 */
final class NextProcessTest {
  private static final int MOST_STEPS = 60;
  private static final int CUTS = 4;

  private final FileSystem memory =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix").build());

  /** Something that a process dies of. */
  private interface Command {
    void run(Ledger ledger) throws IOException;
  }

  @Test
  void aRetryThatIsAnsweredOutlastsAPowerCut() throws Exception {
    List<Append> group = List.of(Samples.registration(1), Samples.registration(2));
    boolean killed = true;
    for (int step = 0; killed && step < MOST_STEPS; step++) {
      killed = false;
      for (int cut = 0; cut < CUTS; cut++) {
        SimulatedDisk disk = disk("append", step, cut);
        killed |= dies(disk, step, ledger -> ledger.appendAll(group));
        try (Ledger next = open(disk)) {
          assertThat(next.appendAll(group)).extracting(Appended::index).containsExactly(0L, 1L);
        }
        disk.powerCut();
        assertThat(disk.root().resolve("kept/newest")).content().contains("\n2\n");
        try (Ledger last = open(disk)) {
          assertThat(last.log().size()).as("step %d, cut %d", step, cut).isEqualTo(2);
          assertThat(last.appendAll(group)).allMatch(Appended::repeated);
        }
        assertThat(Auditor.audit(ledger(disk), Ledger.verifierKey(ledger(disk)))).isEmpty();
      }
    }
    assertThat(killed).as("all steps were taken").isFalse();
  }

  @Test
  void anErasureThatIsAnsweredOutlastsAPowerCut() throws Exception {
    boolean killed = true;
    for (int step = 0; killed && step < MOST_STEPS; step++) {
      killed = false;
      for (int cut = 0; cut < CUTS; cut++) {
        SimulatedDisk disk = disk("erase", step, cut);
        try (Ledger first = open(disk)) {
          first.appendAll(List.of(Samples.registration(1), Samples.registration(2)));
        }
        killed |= dies(disk, step, ledger -> ledger.erase(0));
        try (Ledger next = open(disk)) {
          next.erase(0);
        }
        disk.powerCut();
        try (Ledger last = open(disk)) {
          assertThat(last.fact(0).erased()).as("step %d, cut %d", step, cut).isTrue();
          assertThat(last.fact(1).erased()).isFalse();
        }
      }
    }
    assertThat(killed).as("all steps were taken").isFalse();
  }

  private SimulatedDisk disk(String name, int step, int cut) throws IOException {
    Path home = memory.getPath("/" + name + "-" + step + "-" + cut);
    SimulatedDisk disk =
        new SimulatedDisk(home, new SplittableRandom(31L * step + cut), each -> {});
    SimulatedProcess.found(
        ledger(disk), Samples.ORIGIN, Samples.settings().entropy(), disk.files());
    return disk;
  }

  private static Path ledger(SimulatedDisk disk) {
    return disk.root().resolve("ledger");
  }

  private static Ledger open(SimulatedDisk disk) throws IOException {
    LedgerSettings settings = Samples.settings().withNewest(disk.root().resolve("kept/newest"));
    return Ledger.open(ledger(disk), settings, disk.files());
  }

  /**
   * Opens the ledger, and dies of a command before so many of its steps; a new process may come.
   */
  private static boolean dies(SimulatedDisk disk, int step, Command command) throws IOException {
    boolean killed = false;
    try (Ledger ledger = open(disk)) {
      disk.plan(step, Trouble.KILL_BEFORE);
      command.run(ledger);
    } catch (Killed e) {
      killed = true;
    }
    disk.restart();
    return killed;
  }
}
