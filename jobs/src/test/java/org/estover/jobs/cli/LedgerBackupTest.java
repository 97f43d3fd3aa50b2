package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger is lost and comes back, through the command line. */
final class LedgerBackupTest {
  @TempDir private Path folder;
  private Path ledger;
  private Shell shell;

  @BeforeEach
  void found() {
    shell = new Shell(folder);
    ledger = folder.resolve(".estover/ledger");
    ok("ledger", "init", "--name", "Commons", "--origin", "trust.test/log");
    ok("license", "offer", "--name", "share");
  }

  @Test
  void aLedgerThatIsLostComesBackAndSignsAfterItSawTheNewestCheckpoint() throws IOException {
    ok("ledger", "backup", "safe");
    assertThat(shell.out()).contains("safe holds the ledger's 2 entries; wrote 3 files", "checked");
    ok("license", "offer", "--name", "other");
    JsonNode later = json("ledger", "backup", "safe");
    assertThat(later.path("logSize").asText()).isEqualTo("3");
    assertThat(later.path("logSizeBefore").asText()).isEqualTo("2");
    ok("ledger", "backup", "safe");
    assertThat(shell.out()).contains("0 more than before; wrote 0 files, 0 bytes");

    delete(ledger);
    ok("ledger", "restore", "safe");
    assertThat(shell.out())
        .contains(".estover/ledger is restored as of 3 entries", "signs nothing before");
    ok("license", "list");
    ok("ledger", "verify");
    assertThat(shell.out()).contains("log, vault and books agree: 3 entries");
    assertThat(shell.err()).contains("restored from a backup, so it signs nothing");
    for (String[] write :
        List.of(
            new String[] {"license", "offer", "--name", "third"},
            new String[] {"ledger", "rebuild"})) {
      assertThat(shell.run(write)).isEqualTo(ExitCode.USAGE);
      assertThat(shell.err()).contains("estover ledger restore --newest FILE");
    }
    shell.run("doctor");
    assertThat(shell.out()).contains("PROBLEM  ledger: .estover/ledger; it signs nothing");
    ok("ledger", "restore", "--newest", ".estover/ledger.newest");
    assertThat(shell.out())
        .contains("goes on from the newest checkpoint, of 3 entries, and signs again");
    ok("license", "offer", "--name", "third");
    ok("ledger", "verify");
    assertThat(shell.out()).contains("log, vault, books and index agree: 4 entries");
  }

  @Test
  void aBackupOlderThanTheNewestCheckpointNeverSigns() throws IOException {
    ok("ledger", "backup", "safe");
    ok("license", "offer", "--name", "other");
    String[] again = {"--ledger", "again/ledger"};
    String[] restore = {"ledger", "restore", "safe", "--newest", ".estover/ledger.newest"};
    assertThat(shell.run(with(restore, again))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("2 entries", "3 entries", "too old", "a newer backup");
    assertThat(shell.run(with(new String[] {"license", "offer", "--name", "x"}, again)))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("2 entries", "3 entries", "too old");
    ok(with(new String[] {"license", "list"}, again));
    assertThat(shell.run(with(restore, again))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("nothing is restored over it");
  }

  @Test
  void restoredAndShownTheNewestInOne() throws IOException {
    ok("ledger", "backup", "safe");
    delete(ledger);
    for (String wrong : List.of("nowhere.newest", "safe")) {
      assertThat(shell.run("ledger", "restore", "safe", "--newest", wrong))
          .isEqualTo(ExitCode.USAGE);
      assertThat(shell.err()).contains(wrong + ": no file; nothing was restored");
      assertThat(ledger).doesNotExist();
    }
    JsonNode restored = json("ledger", "restore", "safe", "--newest", ".estover/ledger.newest");
    assertThat(restored.path("signs").asBoolean()).isTrue();
    assertThat(restored.path("newest").asText()).isEqualTo("2");
    ok("license", "offer", "--name", "other");
  }

  @Test
  void aDamagedBackupIsRefusedNamingTheFile() throws IOException {
    ok("ledger", "backup", "safe");
    Path vault = folder.resolve("safe/vault/000");
    byte[] bytes = Files.readAllBytes(vault);
    bytes[bytes.length / 2] ^= 1;
    Files.write(vault, bytes);
    String[] restore = {"ledger", "restore", "safe", "--ledger", "again/ledger"};
    assertThat(shell.run(restore)).isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.err()).contains("safe/vault/000");
    assertThat(folder.resolve("again/ledger")).doesNotExist();
    ok("ledger", "backup", "safe");
    assertThat(shell.out()).contains("had rotted there and were replaced", "vault/000");
    ok(restore);
  }

  @Test
  void whatIsNoBackupOrNoLedgerIsSaid() throws IOException {
    assertThat(shell.run("ledger", "restore")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("nothing to restore");
    assertThat(shell.run("ledger", "restore", "nowhere")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("nowhere: there is no such folder");
    assertThat(shell.run("ledger", "restore", "--newest", ".estover/ledger.newest"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("not restored from a backup");
    assertThat(shell.run("ledger", "backup", "safe", "--ledger", "nowhere"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no ledger");
    ok("ledger", "backup", "safe");
    assertThat(shell.run("license", "offer", "--name", "x", "--ledger", "safe"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("this is a backup");
    ok("license", "list", "--ledger", "safe");
    String itsOwn = "safe/log/checkpoint";
    assertThat(shell.run("ledger", "restore", "safe", "--ledger", "again", "--newest", itsOwn))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("again is restored as of", "is the checkpoint of a backup");
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

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private void ok(String... arguments) {
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
  }

  private JsonNode json(String... arguments) {
    ok(with(arguments, "--json"));
    return Json.tree(shell.out());
  }
}
