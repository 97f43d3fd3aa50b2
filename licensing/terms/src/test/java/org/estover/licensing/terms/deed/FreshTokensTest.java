package org.estover.licensing.terms.deed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.estover.licensing.terms.WorkedTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FreshTokensTest {

  @Test
  void aTextWrittenManyTimesHasTheTokensOfOne() {
    int[] once = IntStream.range(0, 300).toArray();
    int[] often = IntStream.range(0, 300 * 50).map(i -> i % 300).toArray();
    assertThat(fresh(once)).isEqualTo(300);
    assertThat(fresh(often)).isEqualTo(300);
    assertThat(fresh(new int[10_000])).isEqualTo(1);
    assertThat(fresh(new int[0])).isZero();
    assertThat(fresh(new int[] {1, 1, 1})).isEqualTo(3);
  }

  private static int fresh(int[] tokens) {
    return new FreshTokens(tokens).fresh();
  }

  @Test
  void aCopyOfARunTakesItsTokensAndNoOthers() {
    int[] tokens = IntStream.range(0, 100).toArray();
    FreshTokens fresh = new FreshTokens(tokens);
    assertThat(FreshTokens.runs(tokens)).isEqualTo(85);
    fresh.copied(0);
    fresh.copied(4);
    fresh.copied(84);
    assertThat(fresh.fresh()).isEqualTo(100 - 20 - 16);
    assertThat(FreshTokens.runs(new int[15])).isZero();
    assertThat(FreshTokens.runs(new int[16])).isEqualTo(1);
  }

  @Test
  void aRunIsTheSameWhereverItStands() {
    int[] tokens = IntStream.range(0, 64).map(i -> i % 32).toArray();
    assertThat(FreshTokens.run(tokens, 5)).isEqualTo(FreshTokens.run(tokens, 37));
    assertThat(FreshTokens.run(tokens, 5)).isNotEqualTo(FreshTokens.run(tokens, 6));
  }

  @Test
  void lessThanAQuarterIsNothing() {
    int[] tokens = IntStream.range(0, 400).toArray();
    FreshTokens quarter = copiedFrom(tokens, 100);
    assertThat(quarter.fresh()).isEqualTo(100);
    assertThat(quarter.earning(true)).isEqualTo(100);
    FreshTokens less = copiedFrom(tokens, 99);
    assertThat(less.fresh()).isEqualTo(99);
    assertThat(less.earning(false)).isZero();
    assertThat(less.earning(true)).isZero();
  }

  @Test
  void aSeamIsNoText() {
    int[] tokens = IntStream.range(0, 400).toArray();
    assertThat(copiedFrom(tokens, 100).earning(false)).isEqualTo(84);
    assertThat(copiedFrom(tokens, 375).earning(false)).isEqualTo(375 - 16);
    assertThat(copiedFrom(tokens, 376).earning(false)).isEqualTo(376);
    int[] sentence = IntStream.range(0, 26_000).map(i -> i % 13).toArray();
    assertThat(new FreshTokens(sentence).fresh()).isEqualTo(13);
    assertThat(new FreshTokens(sentence).earning(false)).isZero();
  }

  private static FreshTokens copiedFrom(int[] tokens, int first) {
    FreshTokens fresh = new FreshTokens(tokens);
    for (int at = first; at < FreshTokens.runs(tokens); at++) {
      fresh.copied(at);
    }
    return fresh;
  }

  @Test
  void howOftenACopyRepeatsItselfTakesItsAuthorNothing() {
    int[] often = IntStream.range(0, 300 * 50).map(i -> i % 300).toArray();
    assertThat(new FreshTokens(often).earning(false)).isEqualTo(284);
    assertThat(new FreshTokens(often).earning(true)).isEqualTo(300);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workedTable")
  void theTermsSayWhatEarns(List<String> row) {
    long tokens = Long.parseLong(row.get(1));
    boolean anothers = row.get(4).equals("another");
    long earning =
        FreshTokens.earning(
            tokens, Long.parseLong(row.get(2)), Long.parseLong(row.get(3)), anothers);
    boolean counts = new Repetition("doc_a", "", tokens, earning).counts();
    assertThat(counts ? earning : tokens).isEqualTo(Long.parseLong(row.get(5)));
  }

  static List<List<String>> workedTable() throws IOException {
    return WorkedTables.rows("new text", 7);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countsWhatASlowCountCounts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] tokens = random.ints(random.nextInt(400), 0, 1 + random.nextInt(4)).toArray();
    int[] earlier = random.ints(random.nextInt(400), 0, 1 + random.nextInt(4)).toArray();
    Set<Long> runs = new HashSet<>();
    for (int at = 0; at < FreshTokens.runs(earlier); at++) {
      runs.add(FreshTokens.run(earlier, at));
    }
    FreshTokens fresh = new FreshTokens(tokens);
    assertThat(fresh.fresh()).isEqualTo(slowly(tokens, new int[0]));
    for (int at = 0; at < FreshTokens.runs(tokens); at++) {
      if (runs.contains(FreshTokens.run(tokens, at))) {
        fresh.copied(at);
      }
    }
    assertThat(fresh.fresh()).isEqualTo(slowly(tokens, earlier));
  }

  private static int slowly(int[] tokens, int[] earlier) {
    Set<List<Integer>> seen = new HashSet<>();
    Set<List<Integer>> others = new HashSet<>(runs(earlier, FreshTokens.ACROSS));
    boolean[] stale = new boolean[tokens.length];
    List<List<Integer>> own = runs(tokens, FreshTokens.RUN);
    for (int i = 0; i < own.size(); i++) {
      if (!seen.add(own.get(i))) {
        mark(stale, i, FreshTokens.RUN);
      }
    }
    List<List<Integer>> across = runs(tokens, FreshTokens.ACROSS);
    for (int i = 0; i < across.size(); i++) {
      if (others.contains(across.get(i))) {
        mark(stale, i, FreshTokens.ACROSS);
      }
    }
    return (int) IntStream.range(0, tokens.length).filter(i -> !stale[i]).count();
  }

  private static List<List<Integer>> runs(int[] tokens, int length) {
    List<List<Integer>> runs = new ArrayList<>();
    for (int i = 0; i + length <= tokens.length; i++) {
      int from = i;
      runs.add(IntStream.range(0, length).mapToObj(k -> tokens[from + k]).toList());
    }
    return runs;
  }

  private static void mark(boolean[] stale, int from, int length) {
    IntStream.range(from, from + length).forEach(i -> stale[i] = true);
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }
}
