package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClusterForestTest {
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void rootsAreTheSmallestReachableInWhateverOrderPairsCome(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int vertices : new int[] {1, 10, 300}) {
      List<int[]> pairs = new ArrayList<>();
      for (int i = 0; i < vertices * 2 / 3; i++) {
        pairs.add(new int[] {random.nextInt(vertices), random.nextInt(vertices)});
      }
      int[] expected = smallestReachable(vertices, pairs);
      for (int round = 0; round < 3; round++) {
        ClusterForest forest = new ClusterForest(vertices);
        int joined = 0;
        for (int[] pair : pairs) {
          joined += forest.join(pair[round % 2], pair[1 - round % 2]) ? 1 : 0;
        }
        int roots = 0;
        for (int vertex = 0; vertex < vertices; vertex++) {
          assertThat(forest.root(vertex)).isEqualTo(expected[vertex]);
          roots += expected[vertex] == vertex ? 1 : 0;
        }
        assertThat(joined).isEqualTo(vertices - roots);
        assertThat(forest.size()).isEqualTo(vertices);
        Collections.shuffle(pairs, new Random(seed + round));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void pairsJoinedTogetherAreJoinedOneByOne(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int vertices = 2_000;
    int count = 200 + random.nextInt(1_200);
    int[] ones = random.ints(1_500, 0, vertices).toArray();
    int[] others = random.ints(1_500, 0, vertices).toArray();
    ClusterForest together = new ClusterForest(vertices);
    ClusterForest single = new ClusterForest(vertices);
    together.join(ones, others, count);
    for (int i = 0; i < count; i++) {
      single.join(ones[i], others[i]);
    }
    for (int vertex = 0; vertex < vertices; vertex++) {
      assertThat(together.root(vertex)).isEqualTo(single.root(vertex));
    }
  }

  /** The worst order for a forest without ranks: each join hangs the last root under a new one. */
  @Test
  void aPathOfAMillionIsOneCluster() {
    int vertices = 1_000_000;
    ClusterForest forest = new ClusterForest(vertices);
    for (int i = vertices - 1; i > 0; i--) {
      forest.join(i, i - 1);
    }
    assertThat(forest.root(vertices - 1)).isZero();
    assertThat(forest.root(vertices / 2)).isZero();
  }

  /** The slow way: until nothing changes, both ends of each pair take the smaller of theirs. */
  static int[] smallestReachable(int nodes, List<int[]> pairs) {
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
