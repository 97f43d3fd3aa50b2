package org.estover.ledger.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AllotmentTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sharesSumToTheTotalAndLieWithinOneUnitOfTheExactOnes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BigInteger total = new BigInteger(Long.toUnsignedString(random.nextLong())).shiftRight(1);
    List<BigInteger> weights = new ArrayList<>();
    for (int i = random.nextInt(1, 40); i > 0; i--) {
      weights.add(BigInteger.valueOf(random.nextInt(5) == 0 ? 0 : random.nextLong(1, 1L << 50)));
    }
    weights.add(BigInteger.ONE);
    List<BigInteger> shares = Allotment.split(total, weights);
    BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(shares.stream().reduce(BigInteger.ZERO, BigInteger::add)).isEqualTo(total);
    for (int i = 0; i < shares.size(); i++) {
      BigInteger off = shares.get(i).multiply(sum).subtract(total.multiply(weights.get(i))).abs();
      assertThat(off).isLessThan(sum);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sharesDependOnProportionsAloneAndNotOnTheirSize(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BigInteger total = BigInteger.valueOf(random.nextLong(1000));
    List<BigInteger> weights = new ArrayList<>();
    for (int i = random.nextInt(1, 60); i > 0; i--) {
      // Few distinct ones, so that there are ties.
      weights.add(BigInteger.valueOf(random.nextInt(1, 8)));
    }
    List<BigInteger> beyondLongs = weights.stream().map(weight -> weight.shiftLeft(70)).toList();
    assertThat(Allotment.split(total, weights)).isEqualTo(Allotment.split(total, beyondLongs));
  }

  @Test
  void tiesGoToTheLowerIndex() {
    assertThat(Allotment.split(Money.of(100, "USD"), numbers(1, 1, 1)))
        .containsExactly(Money.of(34, "USD"), Money.of(33, "USD"), Money.of(33, "USD"));
    assertThat(Allotment.split(Money.of(-101, "USD"), numbers(50, 50)))
        .containsExactly(Money.of(-51, "USD"), Money.of(-50, "USD"));
  }

  @Test
  void nothingToGoByIsRefused() {
    assertThatThrownBy(() -> Allotment.split(BigInteger.TEN, numbers(0, 0)))
        .hasMessageContaining("no weight is above zero");
    assertThatThrownBy(() -> Allotment.split(BigInteger.TEN, numbers(1, -1)))
        .hasMessageContaining("weight -1");
  }

  private static List<BigInteger> numbers(long... values) {
    return LongStream.of(values).mapToObj(BigInteger::valueOf).toList();
  }
}
