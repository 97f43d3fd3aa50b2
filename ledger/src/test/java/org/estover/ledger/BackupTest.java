package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.audit.LogWatch;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.LogFiles;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup holds what was acknowledged, and what is restored from it forks nothing. */
final class BackupTest {
  private static final LedgerSettings SETTINGS = Samples.settings();
  private static final Backup.CopyProgress SILENT = (part, entries, of) -> {};

  @TempDir private Path scratch;
  private Path ledger;
  private Path backup;
  private Path restored;

  @BeforeEach
  void make() throws IOException {
    ledger = Samples.ledger(scratch.resolve("ledger"), 1, 5);
    backup = scratch.resolve("backup");
    restored = scratch.resolve("restored");
  }

  private void append(int from, int count) throws IOException {
    try (Ledger open = Ledger.open(ledger, SETTINGS)) {
      append(open, from, count);
    }
  }

  private static void append(Ledger open, int from, int count) throws IOException {
    open.appendAll(IntStream.range(from, from + count).mapToObj(Samples::registration).toList());
  }

  private Backup.Copied backUp() throws IOException {
    return Backup.onDisk().make(ledger, backup, SILENT);
  }

  private Backup.Copied restore() throws IOException {
    return Backup.onDisk().restore(backup, restored, SILENT);
  }

  private static List<LoggedFact> facts(Path folder) throws IOException {
    try (Ledger open = Ledger.openReadOnly(folder, SETTINGS)) {
      return open.facts().toList();
    }
  }

  private static void assertSignsNothing(Path folder, String... words) throws IOException {
    Map<String, String> before = Folders.contents(folder);
    assertThatThrownBy(() -> Ledger.open(folder, SETTINGS))
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContainingAll(words);
    assertThat(Folders.contents(folder)).isEqualTo(before);
  }

  private static void assertSound(Path folder) throws IOException {
    assertThat(Auditor.audit(folder, Ledger.verifierKey(folder)))
        .filteredOn(Finding::isFault)
        .isEmpty();
  }

  @Test
  void aBackupHoldsAllThatWasAcknowledgedAndIsNoLedgerToWriteTo() throws IOException {
    append(10, 600);
    Backup.Copied copied = backUp();
    assertThat(copied.size()).isEqualTo(605);
    assertThat(copied.before()).isZero();
    assertThat(copied.files()).isEqualTo(3 + 3 + 3 + 1);
    assertThat(facts(backup)).isEqualTo(facts(ledger));
    assertSound(backup);
    assertSignsNothing(backup, "this is a backup", "estover ledger restore");
    for (Path file : Folders.files(backup)) {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      boolean open = file.startsWith(backup.resolve("log")) || file.endsWith("vkey");
      if (!open && !file.endsWith("lock")) {
        assertThat(mode).as(file.toString()).isEqualTo("rw-------");
      }
    }
    for (Path folder : List.of(backup, backup.resolve("vault"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aLedgerWithoutEntriesIsBackedUpAndComesBack() throws IOException {
    Path empty = Samples.ledger(scratch.resolve("empty"), 1, 0);
    assertThat(Backup.onDisk().make(empty, backup, SILENT).size()).isZero();
    restore();
    assertThat(Backup.onDisk().confirm(restored, empty.resolve("log/checkpoint")).size()).isZero();
    try (Ledger open = Ledger.open(restored, SETTINGS)) {
      append(open, 1, 1);
      assertThat(open.checkpoint().size()).isEqualTo(1);
    }
  }

  @Test
  void noLedgerIsMadeWhereACopyWasBegun() throws IOException {
    CopyMark.BACKUP.write(backup, DurableFiles.onDisk());
    assertThatThrownBy(() -> Ledger.init(backup, Samples.ORIGIN, SETTINGS))
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContaining("this is a backup");
    backUp();
    assertThat(facts(backup)).isEqualTo(facts(ledger));
  }

  @Test
  void aLaterBackupWritesOnlyWhatGrew() throws IOException {
    append(10, 600);
    backUp();
    assertThat(backUp())
        .isEqualTo(new Backup.Copied(605, 605, 0, 0, List.of(), List.of(), List.of()));
    append(2000, 1);
    Backup.Copied grown = backUp();
    // A bundle and a tile of the log, and the vault's last file, of which only the end.
    assertThat(grown.files()).isEqualTo(3);
    assertThat(grown.before()).isEqualTo(605);
    assertThat(grown.size()).isEqualTo(606);
    assertThat(grown.bytes()).isLessThan(94 * 500L);
    assertThat(Folders.contents(backup.resolve("vault")))
        .isEqualTo(Folders.contents(ledger.resolve("vault")));
    assertThat(backup.resolve("log/tile/0/002.p")).isDirectoryContaining("glob:**/94");
    assertThat(backup.resolve("log/tile/0/002.p/93")).doesNotExist();
    assertSound(backup);
  }

  @Test
  void anErasureSinceIsCarriedOutAndNoneIsUndone() throws IOException {
    append(10, 3);
    backUp();
    try (Ledger open = Ledger.open(ledger, SETTINGS)) {
      open.append("canary", Samples.party(99), VaultPayload.of(Map.of("name", "Canary Name")));
      append(open, 20, 1);
    }
    backUp();
    Path older = Folders.copy(ledger, scratch.resolve("older"));
    try (Ledger open = Ledger.open(ledger, SETTINGS)) {
      open.erase(8);
    }
    assertThat(Folders.contents(backup).toString()).contains("Canary Name");
    assertThat(backUp().erased()).containsExactly(8L);
    assertThat(backUp().erased()).isEmpty();
    assertThat(Folders.contents(backup).toString()).doesNotContain("Canary Name");
    assertThat(facts(backup)).isEqualTo(facts(ledger));
    // What was put back from before the erasure does not bring the payload back into the copy.
    Backup.Copied undone = Backup.onDisk().make(older, backup, SILENT);
    assertThat(undone.erasedInCopyOnly()).containsExactly(8L);
    assertThat(undone.erased()).isEmpty();
    assertThat(Folders.contents(backup).toString()).doesNotContain("Canary Name");
    // Nor where the copy has rotted: in the first length, in the payload behind it, or at the end.
    Path rotten = backup.resolve("vault/000");
    Map<String, String> whole = Folders.contents(backup);
    for (int at : new int[] {0, 3, 50, (int) Files.size(rotten) - 1}) {
      flip(rotten, at);
      undone = Backup.onDisk().make(older, backup, SILENT);
      assertThat(undone.mended()).as("byte %s", at).containsExactly("vault/000");
      assertThat(undone.erasedInCopyOnly()).containsExactly(8L);
      assertThat(undone.erased()).isEmpty();
      assertThat(Folders.contents(backup)).isEqualTo(whole);
    }
    Files.delete(rotten);
    undone = Backup.onDisk().make(older, backup, SILENT);
    assertThat(undone.mended()).isEmpty();
    assertThat(undone.files()).isEqualTo(1);
  }

  @Test
  void aWriterGoesOnBesideIt() throws Exception {
    append(10, 700);
    AtomicBoolean done = new AtomicBoolean();
    List<Backup.Copied> copies = new ArrayList<>();
    try (Ledger open = Ledger.open(ledger, SETTINGS)) {
      Thread copier =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 6; i++) {
                    copies.add(backUp());
                  }
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                } finally {
                  done.set(true);
                }
              });
      copier.start();
      for (int i = 0; !done.get(); i++) {
        append(open, 10_000 + 7 * i, 7);
        if (i % 10 == 5) {
          open.erase(10 + i);
        }
      }
      copier.join();
    }
    assertThat(copies).hasSize(6);
    long size = copies.get(5).size();
    assertSound(backup);
    List<LoggedFact> all = facts(ledger);
    assertThat(facts(backup)).hasSize((int) size);
    backUp();
    assertThat(facts(backup)).isEqualTo(all);
  }

  @Test
  void aBackupThatHasRottedIsMended() throws IOException {
    append(10, 300);
    backUp();
    Map<String, String> whole = Folders.contents(backup);
    SplittableRandom random = new SplittableRandom(5);
    for (String name : List.of("log/tile/0/000", "log/tile/entries/001.p/49", "vault/000")) {
      flip(backup.resolve(name), random.nextInt(1000));
      assertThat(backUp().mended()).containsExactly(name);
      assertThat(Folders.contents(backup)).isEqualTo(whole);
    }
    flip(backup.resolve("log/checkpoint"), 30);
    assertThatThrownBy(this::backUp)
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining(backup.resolve("log/checkpoint").toString());
  }

  @Test
  void aDamagedLedgerIsNotCopiedOverABackup() throws IOException {
    append(10, 300);
    backUp();
    Map<String, String> whole = Folders.contents(backup);
    for (String name :
        List.of("log/tile/0/000", "log/tile/entries/000", "vault/000", "log/checkpoint", "vkey")) {
      byte[] bytes = Files.readAllBytes(ledger.resolve(name));
      flip(ledger.resolve(name), 25);
      assertThatThrownBy(this::backUp)
          .isInstanceOf(CorruptLogException.class)
          .hasMessageContaining(ledger.resolve(name).toString());
      assertThat(Folders.contents(backup)).isEqualTo(whole);
      Files.write(ledger.resolve(name), bytes);
    }
  }

  @Test
  void aFolderThatHoldsSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectories(backup);
    Files.writeString(backup.resolve("letter"), "dear");
    assertThatThrownBy(this::backUp)
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContaining("holds something");
    assertThat(Folders.contents(backup)).hasSize(1);
    assertThatThrownBy(() -> Backup.onDisk().make(ledger, ledger.resolve("vault/copy"), SILENT))
        .hasMessageContaining("within each other");
    assertThatThrownBy(() -> Backup.onDisk().make(ledger, scratch, SILENT))
        .hasMessageContaining("within each other");
    Path other = Samples.ledger(scratch.resolve("other"), 1, 5);
    assertThatThrownBy(() -> Backup.onDisk().make(ledger, other, SILENT))
        .hasMessageContaining("no backup");
    Files.delete(backup.resolve("letter"));
    backUp();
    assertThatThrownBy(() -> Backup.onDisk().make(other, backup, SILENT))
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContaining("another log");
    assertThat(facts(backup)).isEqualTo(facts(ledger));
  }

  @Test
  void aBackupThatIsAheadOrOfAForkIsNotWrittenOver() throws IOException {
    Path old = Folders.copy(ledger, scratch.resolve("old"));
    append(10, 3);
    backUp();
    Map<String, String> whole = Folders.contents(backup);
    assertThatThrownBy(() -> Backup.onDisk().make(old, backup, SILENT))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContainingAll("8 entries", "the log has 5");
    try (Ledger fork = Ledger.open(old, SETTINGS)) {
      append(fork, 50, 9);
    }
    assertThatThrownBy(() -> Backup.onDisk().make(old, backup, SILENT))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("not a beginning");
    assertThat(Folders.contents(backup)).isEqualTo(whole);
  }

  @Test
  void aRestoredLedgerReadsAndSignsNothing() throws IOException {
    append(10, 300);
    backUp();
    assertThat(restore().size()).isEqualTo(305);
    assertThat(facts(restored)).isEqualTo(facts(ledger));
    assertSound(restored);
    assertSignsNothing(restored, "restored from a backup", "restore --newest");
    try (Ledger open = Ledger.openReadOnly(restored, SETTINGS)) {
      assertThat(open.books().size()).isEqualTo(305);
      assertThatThrownBy(() -> append(open, 1, 1)).hasMessageContaining("opened for reading");
    }
    assertThatThrownBy(this::restore)
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContaining("nothing is restored over it");
    assertThat(scratch.resolve("restored.restoring")).doesNotExist();
  }

  @Test
  void aLedgerIsRestoredWhereALinkLeads() throws IOException {
    backUp();
    Path other = Files.createDirectories(scratch.resolve("other/disk"));
    restored = Files.createSymbolicLink(scratch.resolve("link"), other);
    restore();
    assertThat(restored).isSymbolicLink();
    assertThat(facts(other)).isEqualTo(facts(ledger));
    assertSignsNothing(restored, "restored from a backup");
  }

  @Test
  void shownTheNewestCheckpointItWritesAgain() throws Exception {
    Path newest = scratch.resolve("ledger.newest");
    LedgerSettings settings = SETTINGS.withNewest(newest);
    Ledger.open(ledger, settings).close();
    backUp();
    restore();
    assertThat(Backup.onDisk().confirm(restored, newest).size()).isEqualTo(5);
    try (Ledger open = Ledger.open(restored, settings)) {
      append(open, 10, 2);
      assertThat(open.checkpoint().size()).isEqualTo(7);
    }
    assertThatThrownBy(() -> Backup.onDisk().confirm(restored, newest))
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContaining("shown the newest checkpoint already");
  }

  @Test
  void aWitnesssNoteOfAnEarlierSizeDoesAsWell() throws Exception {
    SigningKey witness = SigningKey.generateWitness("witness.test", new SecureRandom());
    Path kept = scratch.resolve("kept");
    LogFiles log = LogFiles.in(ledger.resolve("log"));
    new LogWatch(log, Ledger.verifierKey(ledger), kept, witness).look(1_795_000_000L);
    append(10, 4);
    backUp();
    restore();
    assertThat(Backup.onDisk().confirm(restored, kept).size()).isEqualTo(5);
    Ledger.open(restored, SETTINGS).close();
  }

  @Test
  void olderThanTheNewestItRefusesForGood() throws IOException {
    Path early = scratch.resolve("early");
    Files.copy(ledger.resolve("log/checkpoint"), early);
    backUp();
    append(10, 4);
    Path newest = scratch.resolve("newest");
    Files.copy(ledger.resolve("log/checkpoint"), newest);
    restore();
    String[] words = {"5 entries", "9 entries", "too old", "a newer backup"};
    assertThatThrownBy(() -> Backup.onDisk().confirm(restored, newest))
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContainingAll(words);
    assertSignsNothing(restored, words);
    assertThatThrownBy(() -> Backup.onDisk().confirm(restored, early))
        .hasMessageContainingAll(words);
    assertThat(facts(restored)).hasSize(5);
    backUp();
    Folders.delete(restored);
    restore();
    assertThat(Backup.onDisk().confirm(restored, newest).size()).isEqualTo(9);
  }

  @Test
  void aCheckpointOfAnotherLogAForkOrTheLedgerItselfProvesNothing() throws IOException {
    backUp();
    Path fork = Folders.copy(ledger, scratch.resolve("fork"));
    append(10, 2);
    backUp();
    restore();
    try (Ledger open = Ledger.open(fork, SETTINGS)) {
      append(open, 70, 1);
    }
    assertThatThrownBy(() -> Backup.onDisk().confirm(restored, fork.resolve("log/checkpoint")))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContainingAll("7 entries", "rewritten", "of a fork");
    Path other = Samples.ledger(scratch.resolve("other"), 1, 3);
    assertThatThrownBy(() -> Backup.onDisk().confirm(restored, other.resolve("log/checkpoint")))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("no checkpoint of the log");
    Path link = Files.createSymbolicLink(scratch.resolve("link"), restored);
    for (Path own : List.of(restored, link)) {
      assertThatThrownBy(() -> Backup.onDisk().confirm(restored, own.resolve("log/checkpoint")))
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessageContaining("lies in the ledger itself");
    }
    assertThatThrownBy(() -> Backup.onDisk().confirm(restored, backup.resolve("log/checkpoint")))
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContaining("is the checkpoint of a backup");
    assertThatThrownBy(() -> Backup.onDisk().confirm(restored, scratch.resolve("none")))
        .hasMessageContaining("not found");
    assertThatThrownBy(() -> Backup.onDisk().confirm(backup, ledger.resolve("log/checkpoint")))
        .hasMessageContaining("this is a backup");
    assertThatThrownBy(() -> Backup.onDisk().confirm(ledger, backup.resolve("log/checkpoint")))
        .hasMessageContaining("not restored from a backup");
    assertSignsNothing(restored, "restored from a backup");
  }

  @Test
  void everyByteOfABackupIsGuarded() throws IOException {
    backUp();
    int flips = 0;
    for (Path file : Folders.files(backup)) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length && !file.endsWith("lock"); at += 3) {
        flip(file, at);
        String where = backup.relativize(file) + " byte " + at;
        assertThat(catchThrowable(this::restore))
            .as(where)
            .isInstanceOf(IOException.class)
            .hasMessageContaining(file.toString());
        assertThat(restored).as(where).doesNotExist();
        Files.write(file, whole);
        flips++;
      }
    }
    assertThat(flips).isGreaterThan(1000);
    restore();
    assertThat(facts(restored)).isEqualTo(facts(ledger));
  }

  @Test
  void aMissingFileOfABackupIsNamed() throws IOException {
    append(10, 300);
    backUp();
    for (Path file : Folders.files(backup)) {
      if (!file.endsWith("lock")) {
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        assertThatThrownBy(this::restore).as(file.toString()).isInstanceOf(IOException.class);
        assertThat(restored).doesNotExist();
        boolean secret = file.startsWith(backup.resolve("vault")) || file.endsWith("key");
        Files.write(file, whole);
        if (secret) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
    }
  }

  @Test
  void aMarkThatIsDamagedRefusesAsWell() throws IOException {
    backUp();
    restore();
    Files.writeString(restored.resolve(CopyMark.FILE), "estover.copied.v1\nfree\n");
    assertThatThrownBy(() -> Ledger.open(restored, SETTINGS))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining(restored.resolve(CopyMark.FILE).toString());
    assertThatThrownBy(() -> Backup.onDisk().confirm(restored, ledger.resolve("log/checkpoint")))
        .isInstanceOf(CorruptLogException.class);
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }
}
