package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClustersTest {
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void rootsAreTheSmallestReachableKeysInWhateverOrderPairsCome(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int nodes = 300;
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      pairs.add(new int[] {random.nextInt(nodes), random.nextInt(nodes)});
    }
    int[] expected = smallestReachable(nodes, pairs);
    for (int round = 0; round < 3; round++) {
      Clusters<Integer> clusters = new Clusters<>();
      for (int[] pair : pairs) {
        clusters.join(pair[round % 2], pair[1 - round % 2]);
      }
      for (int node = 0; node < nodes; node++) {
        assertThat(clusters.root(node)).isEqualTo(expected[node]);
      }
      clusters
          .groups()
          .forEach(
              (root, members) -> {
                assertThat(members.first()).isEqualTo(root);
                assertThat(members).allMatch(member -> expected[member] == root);
              });
      Collections.shuffle(pairs, new Random(seed + round));
    }
  }

  @Test
  void groupsHoldAllThatWasJoinedAndNothingElse() {
    Clusters<String> clusters = new Clusters<>();
    clusters.join("c", "b");
    clusters.join("x", "x");
    clusters.join("a", "c");
    assertThat(clusters.root("never")).isEqualTo("never");
    assertThat(clusters.groups())
        .containsOnlyKeys("a", "x")
        .containsEntry("a", new TreeSet<>(List.of("a", "b", "c")));
  }

  @Test
  void survivorsHaveTheSmallestPriorityThenId() {
    byte[] low = new byte[16];
    byte[] high = new byte[16];
    high[0] = (byte) 0x80;
    SurvivorKey base = SurvivorKey.of(0, high);
    assertThat(base).isLessThan(SurvivorKey.of(1, low));
    assertThat(SurvivorKey.of(1, low)).isLessThan(SurvivorKey.of(1, high));
    assertThat(base.documentId()).isEqualTo(high);
    assertThatThrownBy(() -> SurvivorKey.of(0, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void sortBytesOrderAsTheKeys(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      SurvivorKey key = randomKey(random);
      SurvivorKey other = randomKey(random);
      assertThat(Integer.signum(Arrays.compareUnsigned(key.sortBytes(), other.sortBytes())))
          .isEqualTo(Integer.signum(key.compareTo(other)));
    }
  }

  private static SurvivorKey randomKey(SplittableRandom random) {
    return new SurvivorKey(random.nextInt(-2, 3), random.nextInt(-2, 3), random.nextInt(3) - 1L);
  }

  private static int[] smallestReachable(int nodes, List<int[]> pairs) {
    int[] smallest = new int[nodes];
    Arrays.setAll(smallest, node -> node);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int[] pair : pairs) {
        int least = Math.min(smallest[pair[0]], smallest[pair[1]]);
        changed |= smallest[pair[0]] != least || smallest[pair[1]] != least;
        smallest[pair[0]] = least;
        smallest[pair[1]] = least;
      }
    }
    return smallest;
  }
}
