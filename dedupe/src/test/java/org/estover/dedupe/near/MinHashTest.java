package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MinHashTest {
  private static final NearConfig CONFIG = NearConfig.DEFAULT;

  @Test
  void equalTextsHaveEqualSignatures() {
    MinHash.V2 minHash = new MinHash.V2(CONFIG);
    String text = "one two three four five six seven eight nine ten";
    assertThat(minHash.signature(text))
        .hasSize(120)
        .isEqualTo(new MinHash.V2(CONFIG).signature(text.toUpperCase(Locale.ROOT)));
  }

  /** The rounds of the javadoc, place by place. */
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void aPlaceHoldsTheSmallestOfTheFirstRoundThatReachesIt(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MinHash.V2 minHash = new MinHash.V2(CONFIG);
    for (int size : new int[] {1, 2, 7, 100, 119, 121, 1000, 5000}) {
      long[] hashes = random.longs(size).toArray();
      long[] signature = minHash.signatureOf(hashes, size);
      assertThat(signature).isEqualTo(SlowSketch.of(hashes, CONFIG.signatureSize()));
      for (int times : new int[] {2, 50}) {
        long[] repeated =
            LongStream.range(0, (long) times * size).map(i -> hashes[(int) (i % size)]).toArray();
        assertThat(minHash.signatureOf(repeated, repeated.length)).isEqualTo(signature);
      }
    }
  }

  /** Texts of few shingles too are candidates as often as their similarity says. */
  @ParameterizedTest
  @ValueSource(ints = {5, 10, 20, 40})
  void smallSetsAreEstimatedWithoutBias(int size) {
    SplittableRandom random = new SplittableRandom(4);
    MinHash.V2 minHash = new MinHash.V2(CONFIG);
    double sum = 0;
    int pairs = 2000;
    double exact = 0;
    for (int p = 0; p < pairs; p++) {
      long[][] pair = pair(random, size, 0.8);
      exact = Jaccard.exact(pair[0], pair[1]);
      sum += Jaccard.estimate(signature(minHash, pair[0]), signature(minHash, pair[1]));
    }
    // At worst, with one shingle deciding all places, the deviation of one pair is 0.4.
    assertThat(sum / pairs).isCloseTo(exact, within(5 * 0.4 / Math.sqrt(pairs)));
  }

  /** The mean over 400 pairs of sets lies within five standard errors, and so does the variance. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 0.8, 0.9})
  void estimatesAreUnbiasedAndAsCloseAsTheoryAllows(double similarity) {
    SplittableRandom random = new SplittableRandom(42);
    MinHash.V2 minHash = new MinHash.V2(CONFIG);
    int pairs = 400;
    double sum = 0;
    double squares = 0;
    for (int p = 0; p < pairs; p++) {
      long[][] pair = pair(random, 300 + random.nextInt(500), similarity);
      double exact = Jaccard.exact(pair[0], pair[1]);
      double error =
          Jaccard.estimate(signature(minHash, pair[0]), signature(minHash, pair[1])) - exact;
      sum += error;
      squares += error * error;
    }
    double variance = similarity * (1 - similarity) / CONFIG.signatureSize();
    assertThat(sum / pairs).isCloseTo(0, within(5 * Math.sqrt(variance / pairs)));
    assertThat(squares / pairs / variance).isBetween(0.5, 1.4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.6, 0.7, 0.8, 0.9})
  void candidatesAreAsFrequentAsTheBandsPromise(double similarity) {
    SplittableRandom random = new SplittableRandom(7);
    MinHash.V2 minHash = new MinHash.V2(CONFIG);
    int pairs = 600;
    int candidates = 0;
    for (int p = 0; p < pairs; p++) {
      long[][] pair = pair(random, 400, similarity);
      long[] keys = Bands.keys(signature(minHash, pair[0]), CONFIG);
      long[] others = Bands.keys(signature(minHash, pair[1]), CONFIG);
      boolean shared = false;
      for (int band = 0; band < keys.length; band++) {
        shared |= keys[band] == others[band];
      }
      candidates += shared ? 1 : 0;
    }
    double chance = 1 - Math.pow(1 - Math.pow(similarity, CONFIG.rows()), CONFIG.bands());
    double error = 5 * Math.sqrt(chance * (1 - chance) / pairs) + 0.02;
    assertThat((double) candidates / pairs).isCloseTo(chance, within(error));
  }

  @Test
  void aTextWithoutShinglesHasNoSignatureNoBandAndNoSimilarity() {
    long[] none = new MinHash.V2(CONFIG).signature("too short");
    assertThat(none).isEmpty();
    assertThat(Bands.keys(none, CONFIG)).isEmpty();
    assertThat(Jaccard.estimate(none, none)).isZero();
    assertThat(Jaccard.exact(new long[0], new long[] {1})).isZero();
  }

  @Test
  void bandsOfOneSignatureAreUnrelated() {
    long[] keys = Bands.keys(new long[120], CONFIG);
    assertThat(Arrays.stream(keys).distinct().count()).isEqualTo(24);
    assertThatThrownBy(() -> Bands.keys(new long[119], CONFIG))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void exactSimilarityCountsSharedShingles() {
    assertThat(Jaccard.exact(new long[] {1, 2, 3}, new long[] {2, 3, 4})).isEqualTo(0.5);
    assertThat(Jaccard.exact(new long[] {-5, 2}, new long[] {-5, 2})).isEqualTo(1);
    assertThat(Jaccard.exact(new long[] {1}, new long[] {2})).isZero();
  }

  @Test
  void rejectsSettingsThatCannotWork() {
    assertThatThrownBy(() -> new NearConfig(0, 8, 5, 0.7))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NearConfig(14, 8, 5, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NearConfig(1 << 16, 1 << 16, 5, 0.7))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long[] signature(MinHash.V2 minHash, long[] set) {
    return minHash.signatureOf(set, set.length);
  }

  /** Two random sets of about the given similarity, ascending. */
  private static long[][] pair(SplittableRandom random, int size, double similarity) {
    int shared = (int) Math.round(size * similarity);
    int own = (size - shared) / 2;
    long[] common = random.longs(shared).toArray();
    long[][] pair = new long[2][];
    for (int side = 0; side < 2; side++) {
      pair[side] = Arrays.copyOf(common, shared + own);
      for (int i = shared; i < pair[side].length; i++) {
        pair[side][i] = random.nextLong();
      }
      Arrays.sort(pair[side]);
    }
    return pair;
  }
}
