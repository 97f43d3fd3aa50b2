package org.estover.ledger.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.DurableFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VaultTest {
  @TempDir private Path folder;
  private Path vault;
  private Vault writer;
  private final List<String> commitments = new ArrayList<>();

  @BeforeEach
  void open() {
    vault = folder.resolve("vault");
    writer = Vault.forWriting(vault, DurableFiles.onDisk(), new SecureRandom());
  }

  @Test
  void aVaultOpenedForReadingReadsAndTakesNothing() throws IOException {
    append(payload(0));
    Vault reader = Vault.forReading(vault);
    assertThat(reader.find(0, commitments.get(0))).contains(payload(0));
    assertThatThrownBy(() -> reader.salted(payload(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("opened for reading");
  }

  @Test
  void groupsOfAnySizeAreFoundByIndexAlsoByAnotherProcess() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    while (commitments.size() < 700) {
      VaultPayload[] group = new VaultPayload[random.nextInt(1, 300)];
      for (int i = 0; i < group.length; i++) {
        group[i] = payload(commitments.size() + i);
      }
      append(group);
      if (random.nextBoolean()) {
        writer = Vault.forWriting(vault, DurableFiles.onDisk(), new SecureRandom());
      }
    }
    Vault reader = Vault.forReading(vault);
    Vault.Walk walk = reader.walk();
    for (int i = 0; i < commitments.size(); i++) {
      assertThat(reader.find(i, commitments.get(i))).contains(payload(i));
      assertThat(walk.find(i, commitments.get(i))).contains(payload(i));
    }
    int next = commitments.size();
    assertThatThrownBy(() -> reader.find(next, commitments.get(0)))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void whatWasNeverAcknowledgedIsCutAndWrittenOver() throws IOException {
    for (int i = 0; i < 254; i++) {
      append(payload(i));
    }
    Path first = vault.resolve("000");
    byte[] acknowledged = Files.readAllBytes(first);
    append(payload(254), payload(255), payload(256), payload(257));
    Files.writeString(vault.resolve("001.tmp"), "half an erasure");
    String last = commitments.get(253);
    Path longest = vault.resolve("x999/x999/x999/x999/x999/999");
    Files.createDirectories(longest.resolveSibling("."));
    Files.writeString(longest, "planted");
    assertThat(writer.cut(254, last))
        .containsExactly(
            "vault/000", "vault/001", "vault/001.tmp", "vault/x999/x999/x999/x999/x999/999");
    assertThat(first).hasBinaryContent(acknowledged);
    assertThat(writer.cut(254, last)).isEmpty();
    Files.write(first, new byte[] {1, 2}, StandardOpenOption.APPEND);
    commitments.subList(254, 258).clear();
    writer = Vault.forWriting(vault, DurableFiles.onDisk(), new SecureRandom());
    append(payload(900));
    assertThat(writer.find(254, commitments.get(254))).contains(payload(900));
    assertThat(writer.cut(255, commitments.get(254))).isEmpty();
    byte[] zeroed = Files.readAllBytes(first);
    Arrays.fill(zeroed, 0, 1000, (byte) 0);
    Files.write(first, zeroed);
    assertThatThrownBy(() -> writer.cut(255, commitments.get(254)))
        .isInstanceOf(CorruptLogException.class);
    assertThat(first).hasBinaryContent(zeroed);
    assertThatThrownBy(() -> writer.find(0, commitments.get(0)))
        .isInstanceOf(CorruptLogException.class);
  }

  @Test
  void anErasedPayloadIsGoneAndTheOthersStay() throws IOException {
    append(payload(0), payload(1), payload(2));
    writer.erase(1);
    append(payload(3));
    assertThat(writer.find(1, commitments.get(1))).isEmpty();
    for (int i : new int[] {0, 2, 3}) {
      assertThat(writer.find(i, commitments.get(i))).contains(payload(i));
    }
    assertThat(Files.readString(vault.resolve("000"), StandardCharsets.ISO_8859_1))
        .contains("Somebody 0")
        .doesNotContain("Somebody 1");
  }

  @Test
  void everyFlippedByteIsFound() throws IOException {
    append(payload(0), payload(1));
    Path file = vault.resolve("000");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      assertThat(refusals()).as("byte %d", i).isPositive();
    }
    Files.delete(file);
    assertThat(refusals()).isEqualTo(2);
    assertThatThrownBy(() -> writer.append(1, List.of(writer.salted(payload(1)))))
        .isInstanceOf(CorruptLogException.class);
  }

  private int refusals() throws IOException {
    int refused = 0;
    for (int i = 0; i < commitments.size(); i++) {
      try {
        Vault.forReading(vault).find(i, commitments.get(i));
      } catch (CorruptLogException e) {
        refused++;
      }
    }
    return refused;
  }

  private void append(VaultPayload... payloads) throws IOException {
    List<SaltedPayload> salted = new ArrayList<>();
    for (VaultPayload payload : payloads) {
      salted.add(writer.salted(payload));
    }
    writer.append(commitments.size(), salted);
    salted.forEach(each -> commitments.add(each.commitment()));
  }

  private static VaultPayload payload(int number) {
    return VaultPayload.of(Map.of("name", "Somebody " + number));
  }
}
