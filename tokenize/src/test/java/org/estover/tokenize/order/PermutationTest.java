package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PermutationTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everySizeIsABijectionWithItsInverse(long seed) {
    for (int n = 0; n < 300; n++) {
      assertBijection(Permutation.V1.of(n, seed, "test"));
    }
    int n = 1000 + new SplittableRandom(seed).nextInt(100_000);
    assertBijection(Permutation.V1.of(n, seed, "test"));
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void hugeSizesAreInvertible(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      long n = (1L << 62) - random.nextLong(1L << random.nextInt(62));
      Permutation permutation = Permutation.V1.of(n, seed, "huge");
      long index = random.nextLong(n);
      long image = permutation.apply(index);
      assertThat(image).isBetween(0L, n - 1);
      assertThat(permutation.invert(image)).isEqualTo(index);
    }
  }

  /** Computed by an independent transcription of FORMAT.md in another language. */
  @Test
  void theAlgorithmNeverChanges() {
    Permutation ten = Permutation.V1.of(10, 1234, "slots");
    assertThat(LongStream.range(0, 10).map(ten::apply))
        .containsExactly(2L, 7L, 1L, 0L, 6L, 4L, 8L, 3L, 5L, 9L);
    Permutation huge = Permutation.V1.of(1_000_000_000_007L, -1, "part:web");
    assertThat(LongStream.of(0, 1, 999_999_999_999L).map(huge::apply))
        .containsExactly(378_977_067_276L, 196_155_944_450L, 989_636_091_361L);
  }

  @Test
  void seedSizeAndLabelEachGiveAnotherOrder() {
    long[] base = firstHundred(Permutation.V1.of(100_000, 1, "a"));
    assertThat(firstHundred(Permutation.V1.of(100_000, 2, "a"))).isNotEqualTo(base);
    assertThat(firstHundred(Permutation.V1.of(100_000, 1, "b"))).isNotEqualTo(base);
    assertThat(firstHundred(Permutation.V1.of(100_001, 1, "a"))).isNotEqualTo(base);
  }

  /** Chi-square over all 120 orders of 5 elements: 119 degrees of freedom, mean 119, sd 15.4. */
  @Test
  void allOrdersOfFiveElementsAreEquallyLikely() {
    Map<String, Integer> counts = new HashMap<>();
    int draws = 60_000;
    for (int seed = 0; seed < draws; seed++) {
      Permutation permutation = Permutation.V1.of(5, seed, "five");
      StringBuilder order = new StringBuilder();
      for (int i = 0; i < 5; i++) {
        order.append(permutation.apply(i));
      }
      counts.merge(order.toString(), 1, Integer::sum);
    }
    assertThat(counts).hasSize(120);
    double expected = draws / 120.0;
    double chiSquare =
        counts.values().stream().mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    assertThat(chiSquare).isBetween(60.0, 190.0);
  }

  /** Chi-square of (index block, image block) pairs, and of the distance of neighbours' images. */
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void imagesForgetWhereTheirIndexStood(long seed) {
    int n = 1 << 18;
    int blocks = 32;
    Permutation permutation = Permutation.V1.of(n, seed, "blocks");
    int[] pairs = new int[blocks * blocks];
    int[] distances = new int[blocks];
    long previous = permutation.apply(n - 1);
    for (int i = 0; i < n; i++) {
      long image = permutation.apply(i);
      pairs[i * blocks / n * blocks + (int) (image * blocks / n)]++;
      distances[(int) (Math.floorMod(image - previous, (long) n) * blocks / n)]++;
      previous = image;
    }
    assertThat(chiSquare(pairs, n)).as("1023 or fewer degrees").isBetween(750.0, 1250.0);
    assertThat(chiSquare(distances, n)).as("31 degrees of freedom").isBetween(7.0, 75.0);
  }

  @Test
  void rejectsWhatIsOutside() {
    Permutation permutation = Permutation.V1.of(3, 0, "");
    assertThatThrownBy(() -> permutation.apply(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> permutation.invert(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Permutation.V1.of((1L << 62) + 1, 0, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double chiSquare(int[] counts, int total) {
    double expected = (double) total / counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  private static long[] firstHundred(Permutation permutation) {
    return LongStream.range(0, 100).map(permutation::apply).toArray();
  }

  private static void assertBijection(Permutation permutation) {
    int n = (int) permutation.size();
    BitSet images = new BitSet(n);
    for (int i = 0; i < n; i++) {
      long image = permutation.apply(i);
      assertThat(image).isBetween(0L, n - 1L);
      images.set((int) image);
      assertThat(permutation.invert(image)).isEqualTo(i);
    }
    assertThat(images.cardinality()).isEqualTo(n);
  }
}
