package org.estover.licensing.terms.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecoupmentTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void inAllTheLesserOfAdvanceAndDueIsRecouped(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Money advance = Money.of(1 + random.nextInt(2_000), "USD");
    Money recouped = Money.zero("USD");
    Money due = Money.zero("USD");
    for (int period = 0; period < 6; period++) {
      Money month = Money.of(random.nextInt(700), "USD");
      Recoupment recoupment = Recoupment.of(advance, recouped, month);
      recouped = recouped.plus(recoupment.recouped());
      due = due.plus(month);
      Money lesser = advance.compareTo(due) < 0 ? advance : due;
      assertThat(recouped).isEqualTo(lesser);
      assertThat(recoupment.left()).isEqualTo(advance.minus(recouped));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anAdvanceLoweredBelowWhatWasRecoupedPaysNothingMore(long seed) {
    Money before = Money.of(100 + seed, "USD");
    Recoupment recoupment = Recoupment.of(Money.of(100, "USD"), before, Money.of(50, "USD"));
    assertThat(recoupment.recouped()).isEqualTo(Money.zero("USD"));
    assertThat(recoupment.left()).isEqualTo(Money.zero("USD"));
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }
}
