package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClusterForestTest {
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void rootsAreThoseOfTheMapBasedClusters(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int vertices : new int[] {1, 10, 1000}) {
      ClusterForest forest = new ClusterForest(vertices);
      Clusters<Integer> clusters = new Clusters<>();
      for (int i = 0; i < vertices; i++) {
        int one = random.nextInt(vertices);
        int other = random.nextInt(vertices);
        boolean apart = !clusters.root(one).equals(clusters.root(other));
        assertThat(forest.join(one, other)).isEqualTo(apart);
        clusters.join(one, other);
      }
      for (int i = 0; i < vertices; i++) {
        assertThat(forest.root(i)).isEqualTo(clusters.root(i));
      }
      assertThat(forest.size()).isEqualTo(vertices);
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
}
