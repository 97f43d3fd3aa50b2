package org.estover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.estover.ledger.Append;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.Samples;
import org.estover.ledger.log.Damage;
import org.estover.ledger.log.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TamperTest {

  private static final LedgerSettings SETTINGS = Samples.settings();

  @TempDir Path folder;

  @Test
  void everyByteOfASmallLogIsGuarded() throws Exception {
    VerifierKey key = Ledger.init(folder, Samples.ORIGIN, SETTINGS);
    try (Ledger ledger = Ledger.open(folder, SETTINGS)) {
      ledger.appendAll(List.of(Samples.registration(1), Samples.registration(2)));
      ledger.appendAll(List.of(Samples.statement(3, new SplittableRandom(3))));
    }
    assertThat(Auditor.audit(folder, key)).isEmpty();
    int flips = 0;
    for (Path file : logFiles()) {
      long size = Files.size(file);
      for (int at = 0; at < size; at++) {
        assertFlipIsFound(file, at, 1 << (at % 8), key);
        flips++;
      }
    }
    assertThat(flips).isGreaterThan(1500);
  }

  @Test
  void flipsInALogOfSeveralTilesAreFoundWhereTheyAre() throws Exception {
    VerifierKey key = Ledger.init(folder, Samples.ORIGIN, SETTINGS);
    try (Ledger ledger = Ledger.open(folder, SETTINGS)) {
      List<Append> requests = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        requests.add(Samples.registration(i));
      }
      ledger.appendAll(requests);
    }
    SplittableRandom random = new SplittableRandom(20261121);
    for (Path file : logFiles()) {
      for (int i = 0; i < 12; i++) {
        int at = random.nextInt((int) Files.size(file));
        assertFlipIsFound(file, at, 1 << random.nextInt(8), key);
      }
    }
  }

  @Test
  void aTruncatedOrMissingFileIsNamed() throws Exception {
    VerifierKey key = Ledger.init(folder, Samples.ORIGIN, SETTINGS);
    try (Ledger ledger = Ledger.open(folder, SETTINGS)) {
      ledger.appendAll(List.of(Samples.registration(1), Samples.registration(2)));
    }
    for (Path file : logFiles()) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 1));
      assertThat(describe(Auditor.audit(folder, key)))
          .anyMatch(line -> line.startsWith(name(file)));
      Files.delete(file);
      assertThat(describe(Auditor.audit(folder, key)))
          .anyMatch(line -> line.startsWith(name(file)));
      Files.write(file, whole);
    }
    assertThat(Auditor.audit(folder, key)).isEmpty();
  }

  private void assertFlipIsFound(Path file, int at, int mask, VerifierKey key) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= (byte) mask;
    Files.write(file, bytes);
    List<Finding> findings = Auditor.audit(folder, key);
    bytes[at] ^= (byte) mask;
    Files.write(file, bytes);
    String where = name(file) + " byte " + at;
    assertThat(findings).as(where).isNotEmpty();
    Finding first = findings.get(0);
    if (first instanceof Finding.LogDamaged damaged) {
      Damage damage = damaged.damage();
      assertThat("log/" + damage.file()).as(where).isEqualTo(name(file));
      assertThat((long) at).as(where).isBetween(damage.firstByte(), damage.lastByte());
    } else {
      assertThat(first.message()).as(where).startsWith("log/checkpoint: ").contains("block 0");
      assertThat(name(file)).isEqualTo("log/checkpoint");
    }
  }

  private List<Path> logFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("log"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }

  private static List<String> describe(List<Finding> findings) {
    return findings.stream().map(Finding::message).toList();
  }
}
