package org.estover.crawl.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges beside a set of strings, on lines that agree in their length and their ends. */
final class RangesTest {
  private static final int LINES = 3000;
  private static final int LONGEST_MIDDLE = 24;

  static LongStream seeds() {
    return LongStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRangeIsNewIfItsCharactersAre(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      line(text, random);
    }
    SplitText split = new SplitText().read(text);
    Ranges ranges = split.ranges();
    Set<String> known = new HashSet<>();
    int from = 0;
    for (String line : text.toString().split("\n", -1)) {
      assertThat(ranges.add(from, from + line.length())).as(line).isEqualTo(known.add(line));
      from += line.length() + 1;
    }
    assertThat(known).hasSizeBetween(LINES / 10, LINES - 1);
  }

  /** Half of the lines differ in their middles alone, so that their hashes are equal at first. */
  private static void line(StringBuilder text, SplittableRandom random) {
    boolean isAlike = random.nextBoolean();
    text.append("the beginning of all".repeat(isAlike ? 1 : random.nextInt(3)));
    int size = isAlike ? LONGEST_MIDDLE : random.nextInt(LONGEST_MIDDLE);
    for (int i = 0; i < size; i++) {
      text.append(i % 8 == 0 && random.nextInt(3) == 0 ? 'b' : 'a');
    }
    text.append("the end of all of them".repeat(isAlike ? 1 : random.nextInt(3))).append('\n');
  }
}
