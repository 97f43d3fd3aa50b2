package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StepTreeTest {
  @TempDir private Path folder;

  /** RFC 6962, section 2.1, word by word. */
  private static byte[] rfc6962(List<byte[]> leaves) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    if (leaves.isEmpty()) {
      return digest.digest();
    }
    if (leaves.size() == 1) {
      digest.update((byte) 0);
      return digest.digest(leaves.get(0));
    }
    int k = 1;
    while (2 * k < leaves.size()) {
      k *= 2;
    }
    digest.update((byte) 1);
    digest.update(rfc6962(leaves.subList(0, k)));
    return digest.digest(rfc6962(leaves.subList(k, leaves.size())));
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void rootsAndProofsAreThoseOfTheStandard(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    StepTree tree = new StepTree();
    List<byte[]> leaves = new ArrayList<>();
    for (int size = 0; size <= 40; size++) {
      assertThat(tree.root()).isEqualTo(rfc6962(leaves));
      for (int i = 0; i < size; i++) {
        List<byte[]> proof = StepTree.proof(leaves, i);
        assertThat(StepTree.proves(leaves.get(i), i, size, proof, tree.root())).isTrue();
        assertThat(StepTree.proves(new byte[3], i, size, proof, tree.root())).isFalse();
        assertThat(StepTree.proves(leaves.get(i), (i + 1) % size, size, proof, tree.root()))
            .isEqualTo(size == 1);
        if (!proof.isEmpty()) {
          List<byte[]> cut = proof.subList(1, proof.size());
          assertThat(StepTree.proves(leaves.get(i), i, size, cut, tree.root())).isFalse();
        }
      }
      byte[] leaf = new byte[4 + random.nextInt(20)];
      random.nextBytes(leaf);
      tree.add(leaf);
      leaves.add(leaf);
    }
  }

  @Test
  void theRootOfNothingAndOfOneTokenAreKnown() {
    assertThat(HexFormat.of().formatHex(new StepTree().root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(StepTree.leaf(new int[] {0x04030201, 50_276}))
        .containsExactly(1, 2, 3, 4, 0x64, 0xC4, 0, 0);
  }

  @Test
  void rootsAreReadBackAsTheyWereWritten() throws IOException {
    StepRoots roots = roots(5);
    Path file = folder.resolve("steps");
    roots.write(file);
    StepRoots read = StepRoots.read(file);
    assertThat(read.dataId()).isEqualTo("rel_1");
    assertThat(read.plan()).isEqualTo(new BatchPlan(8));
    assertThat(read.steps()).isEqualTo(5);
    assertThat(read.root(3)).isEqualTo(roots.root(3));
    assertThat(read.root()).isEqualTo(roots.root());
    assertThat(folder.toFile().list()).containsExactly("steps");
  }

  @Test
  void everyChangedByteIsFound() throws IOException {
    Path file = folder.resolve("steps");
    roots(3).write(file);
    byte[] bytes = Files.readAllBytes(file);
    int release = (StepRoots.NAME + " rel_1 8").length();
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 1;
      Files.write(file, flipped);
      boolean named = i >= StepRoots.NAME.length() && i < release;
      if (!named && bytes[i] != '\n') {
        assertThatThrownBy(() -> StepRoots.read(file))
            .as("byte " + i)
            .isInstanceOf(CorruptOrderException.class)
            .hasMessageContaining("the file is damaged");
      }
    }
    Files.writeString(file, "", StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> StepRoots.read(file)).isInstanceOf(CorruptOrderException.class);
  }

  private static StepRoots roots(int count) {
    List<byte[]> roots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StepTree tree = new StepTree();
      tree.add(StepTree.leaf(new int[] {i}));
      roots.add(tree.root());
    }
    return StepRoots.of("rel_1", new BatchPlan(8), roots);
  }
}
