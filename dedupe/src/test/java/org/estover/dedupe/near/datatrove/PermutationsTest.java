package org.estover.dedupe.near.datatrove;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PermutationsTest {
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

  /** The tenth thousand's first draw, as the authors of MT19937 print it for seed 5489. */
  @Test
  void numbersAreThoseOfTheTwister() {
    MersenneTwister twister = new MersenneTwister(5489);
    int number = 0;
    for (int i = 0; i < 10_000; i++) {
      number = twister.nextInt();
    }
    assertThat(Integer.toUnsignedString(number)).isEqualTo("4123659995");
  }

  @Test
  void constantsAreInRange() {
    Permutations permutations = new Permutations(112, 64, 1);
    assertThat(Arrays.stream(permutations.factors()))
        .allMatch(a -> a >= 1 && a < Permutations.PRIME);
    assertThat(Arrays.stream(permutations.addends()))
        .allMatch(b -> b >= 0 && b < Permutations.PRIME);
  }

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void minimaAreThoseOfUnboundedIntegers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (ShingleHash hash : ShingleHash.values()) {
      DatatroveConfig config = new DatatroveConfig(3, 4, 2, hash, seed);
      long[] shingles = random.longs(1 + random.nextInt(400)).toArray();
      if (hash.precision() == 32) {
        Arrays.setAll(shingles, i -> shingles[i] >>> 32);
      }
      assertMinima(config, shingles);
    }
  }

  /** Sums just below, at and above multiples of 2^61 and 2^32, where a short cut would show. */
  @ParameterizedTest
  @EnumSource(ShingleHash.class)
  void minimaAtTheEdgesAreExact(ShingleHash hash) {
    DatatroveConfig config = new DatatroveConfig(4, 4, 2, hash, 1);
    Permutations permutations = new Permutations(16, hash.precision(), 1);
    SplittableRandom random = new SplittableRandom(61);
    for (int i = 0; i < 16; i++) {
      BigInteger factor = BigInteger.valueOf(permutations.factors()[i]);
      if (!factor.testBit(0)) {
        continue;
      }
      BigInteger addend = BigInteger.valueOf(permutations.addends()[i]);
      for (int round = 0; round < 100; round++) {
        long[] shingles = new long[1 + random.nextInt(4)];
        for (int s = 0; s < shingles.length; s++) {
          long edge = (long) random.nextInt(9) << (random.nextBoolean() ? 61 : 32);
          BigInteger sum =
              BigInteger.valueOf(random.nextInt(41) - 20).add(SlowDatatrove.unsigned(edge));
          shingles[s] =
              sum.subtract(addend).multiply(factor.modInverse(WORD)).mod(WORD).longValue();
        }
        assertMinima(config, shingles);
      }
    }
  }

  private static void assertMinima(DatatroveConfig config, long[] shingles) {
    Permutations permutations =
        new Permutations(config.signatureSize(), config.hash().precision(), config.seed());
    List<BigInteger> hashes = Arrays.stream(shingles).mapToObj(SlowDatatrove::unsigned).toList();
    assertThat(new DatatroveMinHash(config).signatureOf(shingles))
        .isEqualTo(
            SlowDatatrove.minima(hashes, config, permutations.factors(), permutations.addends()));
  }
}
