package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SplitsTest {
  @Test
  void neoxTakesTheDifferenceFromEveryBoundary() {
    assertThat(NeoxSplit.parse("1,1,1").boundaries(200)).containsExactly(0, 66, 133, 200);
    assertThat(NeoxSplit.parse("969,30,1").boundaries(210_604_984))
        .containsExactly(0, 204_076_229, 210_394_379, 210_604_984);
    assertThat(NeoxSplit.parse("969/30/1").boundaries(7)).containsExactly(0, 7, 7, 7);
    assertThat(NeoxSplit.parse("3").boundaries(5)).containsExactly(0, 5, 5, 5);
    assertThat(NeoxSplit.parse("8,1,1,9").boundaries(10)).containsExactly(0, 8, 9, 10);
  }

  @Test
  void megatronRoundsEachBoundaryOnItsOwn() {
    MegatronSplit thirds = MegatronSplit.parse("1,1,1");
    assertThat(thirds.documents(Split.TRAIN, 200)).isEqualTo(new DocumentRange(0, 67));
    assertThat(thirds.documents(Split.VALID, 200)).isEqualTo(new DocumentRange(67, 133));
    assertThat(thirds.documents(Split.TEST, 200)).isEqualTo(new DocumentRange(133, 200));
    assertThat(MegatronSplit.parse("99,1,0").isBuilt(Split.TEST)).isFalse();
    assertThat(MegatronSplit.parse(" 969 ; -30 ; 1").documents(Split.VALID, 1000))
        .isEqualTo(new DocumentRange(969, 999));
  }

  @Test
  void partsWithoutDocumentsAreNotBuilt() {
    NeoxSplit split = NeoxSplit.parse("969,30,1");
    assertThat(split.isBuilt(Split.TRAIN, 7)).isTrue();
    assertThat(split.isBuilt(Split.VALID, 7)).isFalse();
    assertThat(split.documents(Split.VALID, 200)).isEqualTo(new DocumentRange(194, 200));
    // Half to even leaves train with nothing, and what is before it is taken from all.
    NeoxSplit halves = NeoxSplit.parse("1,1");
    assertThat(halves.boundaries(1)).containsExactly(0, 1, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everySplitEndsWithTheDocuments(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      String text = random.nextInt(1000) + "," + random.nextInt(1000) + "," + (1 + i % 7);
      long documents = random.nextLong(1L << (1 + random.nextInt(40)));
      long[] boundaries = NeoxSplit.parse(text).boundaries(documents);
      assertThat(boundaries[0]).isZero();
      assertThat(boundaries[3]).isEqualTo(documents);
      assertThat(MegatronSplit.parse(text).documents(Split.TEST, documents).end())
          .isEqualTo(documents);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b", "1,,2", "1,2,", "0,0,0", "-1,2,3", "1;2"})
  void neoxRefusesWhatIsNoSplit(String split) {
    assertThatThrownBy(() -> NeoxSplit.parse(split)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b", "0", "1,2,3,4", "1.2.3"})
  void megatronRefusesWhatIsNoSplit(String split) {
    assertThatThrownBy(() -> MegatronSplit.parse(split))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
