package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MinHashTest {
  private static final NearConfig CONFIG = NearConfig.DEFAULT;

  @Test
  void equalTextsHaveEqualSignatures() {
    MinHash minHash = new MinHash.V1(CONFIG);
    String text = "one two three four five six seven eight nine ten";
    assertThat(minHash.signature(text))
        .hasSize(112)
        .isEqualTo(new MinHash.V1(CONFIG).signature(text.toUpperCase(Locale.ROOT)));
  }

  /** Computed by a transcription of the javadoc in another language. */
  @Test
  void signaturesNeverChange() {
    int[] signature = new MinHash.V1(CONFIG).signatureOf(new long[] {1, -1, 0x0123456789ABCDEFL});
    assertThat(Arrays.hashCode(signature)).isEqualTo(-1007465150);
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void signaturesOfAUnionAreTheMinima(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MinHash minHash = new MinHash.V1(CONFIG);
    long[] all = random.longs(500).toArray();
    int[] whole = minHash.signatureOf(all);
    int[] first = minHash.signatureOf(Arrays.copyOf(all, 200));
    int[] second = minHash.signatureOf(Arrays.copyOfRange(all, 150, 500));
    for (int i = 0; i < whole.length; i++) {
      assertThat(whole[i]).isEqualTo(Math.min(first[i], second[i]));
    }
  }

  /** The mean over 400 pairs of sets lies within five standard errors, and so does the variance. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 0.8, 0.9})
  void estimatesAreUnbiasedAndAsCloseAsTheoryAllows(double similarity) {
    SplittableRandom random = new SplittableRandom(42);
    MinHash minHash = new MinHash.V1(CONFIG);
    int pairs = 400;
    double sum = 0;
    double squares = 0;
    for (int p = 0; p < pairs; p++) {
      long[][] pair = pair(random, 300 + random.nextInt(500), similarity);
      double exact = Jaccard.exact(pair[0], pair[1]);
      double error =
          Jaccard.estimate(minHash.signatureOf(pair[0]), minHash.signatureOf(pair[1])) - exact;
      sum += error;
      squares += error * error;
    }
    double variance = similarity * (1 - similarity) / CONFIG.signatureSize();
    assertThat(sum / pairs).isCloseTo(0, within(5 * Math.sqrt(variance / pairs)));
    assertThat(squares / pairs / variance).isBetween(0.65, 1.4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.6, 0.7, 0.8, 0.9})
  void candidatesAreAsFrequentAsTheBandsPromise(double similarity) {
    SplittableRandom random = new SplittableRandom(7);
    MinHash minHash = new MinHash.V1(CONFIG);
    int pairs = 600;
    int candidates = 0;
    for (int p = 0; p < pairs; p++) {
      long[][] pair = pair(random, 400, similarity);
      long[] keys = Bands.keys(minHash.signatureOf(pair[0]), CONFIG);
      long[] others = Bands.keys(minHash.signatureOf(pair[1]), CONFIG);
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
    int[] none = new MinHash.V1(CONFIG).signature("too short");
    assertThat(none).isEmpty();
    assertThat(Bands.keys(none, CONFIG)).isEmpty();
    assertThat(Jaccard.estimate(none, none)).isZero();
    assertThat(Jaccard.exact(new long[0], new long[] {1})).isZero();
  }

  @Test
  void bandsOfOneSignatureAreUnrelated() {
    long[] keys = Bands.keys(new int[112], CONFIG);
    assertThat(Arrays.stream(keys).distinct().count()).isEqualTo(14);
    assertThatThrownBy(() -> Bands.keys(new int[111], CONFIG))
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
