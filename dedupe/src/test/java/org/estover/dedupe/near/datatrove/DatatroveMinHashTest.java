package org.estover.dedupe.near.datatrove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DatatroveMinHashTest {
  private static final DatatroveConfig CONFIG = DatatroveConfig.DEFAULT;

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void signaturesEqualThoseOfTheReference(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (ShingleHash hash : ShingleHash.values()) {
      DatatroveConfig config = new DatatroveConfig(2, 3, 1 + random.nextInt(5), hash, seed);
      Permutations permutations = new Permutations(6, hash.precision(), seed);
      DatatroveMinHash minHash = new DatatroveMinHash(config);
      for (int i = 0; i < 20; i++) {
        String text = SimplifiedTextTest.text(random, random.nextInt(300));
        assertThat(minHash.signature(text))
            .as(text)
            .isEqualTo(
                SlowDatatrove.signature(
                    text, config, permutations.factors(), permutations.addends()));
      }
    }
  }

  /** The window moves several times, and the words around its ends are shingled once each. */
  @ParameterizedTest
  @EnumSource(ShingleHash.class)
  void longTextsAreSignedWhole(ShingleHash hash) {
    DatatroveMinHash minHash = new DatatroveMinHash(CONFIG.with(hash));
    String text =
        IntStream.range(0, 5_000)
            .mapToObj(DatatroveMinHashTest::word)
            .collect(Collectors.joining(" "));
    long[] shingles = minHash.shingles(text);
    assertThat(shingles).hasSize(5_000 - 4).isSorted();
    assertThat(minHash.signature(text)).isEqualTo(minHash.signatureOf(shingles));
    Permutations permutations = new Permutations(112, hash.precision(), 1);
    assertThat(minHash.signature(text))
        .isEqualTo(
            SlowDatatrove.signature(
                text, CONFIG.with(hash), permutations.factors(), permutations.addends()));
  }

  /** A word of letters only, since digits would all be one number. */
  private static String word(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(c -> Character.toString(c - '0' + 'a'))
        .collect(Collectors.joining());
  }

  @Test
  void aTextWithFewerWordsThanAShingleHasNoSignature() {
    DatatroveMinHash minHash = new DatatroveMinHash(CONFIG);
    long[] none = minHash.signature("only four words, here!");
    assertThat(none).isEmpty();
    assertThat(minHash.signature("")).isEmpty();
    assertThat(minHash.shingles("one word")).isEmpty();
    assertThat(minHash.bandKeys(none)).isEmpty();
    assertThat(minHash.shareBand(none, none)).isFalse();
    assertThat(minHash.signature("now five words are here")).hasSize(112);
  }

  @Test
  void textsAreJoinedWhereABandAgrees() {
    DatatroveMinHash minHash = new DatatroveMinHash(CONFIG);
    long[] signature = minHash.signature("one two three four five six seven");
    long[] other = signature.clone();
    for (int row = 0; row < 112; row += 8) {
      other[row]++;
    }
    assertThat(minHash.shareBand(signature, other)).isFalse();
    assertThat(keys(minHash, signature)).doesNotContainAnyElementsOf(keys(minHash, other));
    other[104]--;
    assertThat(minHash.shareBand(signature, other)).isTrue();
    assertThat(minHash.bandKeys(other)[13]).isEqualTo(minHash.bandKeys(signature)[13]);
    assertThat(Arrays.stream(minHash.bandKeys(new long[112])).distinct().count()).isEqualTo(14);
    assertThatThrownBy(() -> minHash.shareBand(signature, new long[111]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Long> keys(DatatroveMinHash minHash, long[] signature) {
    return Arrays.stream(minHash.bandKeys(signature)).boxed().toList();
  }

  @Test
  void rejectsSettingsThatCannotWork() {
    assertThatThrownBy(() -> new DatatroveConfig(0, 8, 5, ShingleHash.XXH64, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DatatroveConfig(14, 8, 0, ShingleHash.XXH64, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DatatroveConfig(14, 8, 5, ShingleHash.XXH64, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
