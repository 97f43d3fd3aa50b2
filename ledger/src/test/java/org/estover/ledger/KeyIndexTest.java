package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.estover.ledger.log.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are found by their digests, also from a copy, which is used only where it holds. */
final class KeyIndexTest {
  private static final Hash ROOT = Hash.sha256(new byte[] {7});

  @TempDir private Path folder;

  @Test
  void everyKeyIsFoundAtItsIndexAndNoOther() throws IOException {
    KeyIndex keys = new KeyIndex();
    List<String> digests = digests(5_000);
    digests.forEach(keys::add);
    keys.write(folder.resolve("keys"), ROOT);
    KeyIndex read = KeyIndex.read(folder.resolve("keys"), size -> ROOT);
    assertThat(read.size()).isEqualTo(5_000);
    for (int i = 0; i < digests.size(); i++) {
      assertThat(keys.find(digests.get(i))).isEqualTo(i);
      assertThat(read.find(digests.get(i))).isEqualTo(i);
    }
    String unknown = Hash.sha256(new byte[] {1, 2, 3}).toString();
    assertThat(keys.find(unknown)).isEqualTo(-1);
    String otherHalf = digests.get(9).substring(0, 16) + "0".repeat(48);
    assertThat(keys.find(otherHalf)).isEqualTo(-1);
    read.add(unknown);
    assertThat(read.find(unknown)).isEqualTo(5_000);
  }

  @Test
  void aCopyThatDoesNotHoldIsAsGoodAsNone() throws IOException {
    KeyIndex keys = new KeyIndex();
    digests(3).forEach(keys::add);
    Path file = folder.resolve("keys");
    assertThat(KeyIndex.read(file, size -> ROOT).size()).isZero();
    keys.write(file, ROOT);
    assertThat(KeyIndex.read(file, size -> Hash.sha256()).size()).isZero();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      assertThat(KeyIndex.read(file, size -> ROOT).size()).as("byte %d", i).isZero();
      Files.write(file, Arrays.copyOf(whole, i));
      assertThat(KeyIndex.read(file, size -> ROOT).size()).as("%d bytes", i).isZero();
    }
  }

  private static List<String> digests(int count) {
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      digests.add(Append.keyDigest("key/" + i));
    }
    return digests;
  }
}
