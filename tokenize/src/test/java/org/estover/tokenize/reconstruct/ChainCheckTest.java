package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.tokenize.Seeds;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.SmallRelease;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChainCheckTest {
  private static final BatchPlan PLAN = new BatchPlan(4);

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // opened before every test
  private static Reconstruct release;

  private static long steps;
  private static int files;

  @BeforeAll
  static void open() throws IOException {
    Path place = Files.createDirectory(folder.resolve("release"));
    SmallRelease.write(place, 8, List.of(SmallRelease.source("web", "1.5", 1, 400, 30, 5)));
    release = Reconstruct.open(place);
    steps = release.steps(PLAN);
    assertThat(steps).isGreaterThan(200);
  }

  @AfterAll
  static void close() throws IOException {
    release.close();
  }

  static LongStream seeds() {
    return Seeds.seeds();
  }

  /** What a trainer reads in a step. */
  private interface Data {
    List<int[]> step(long step) throws IOException;
  }

  private static List<int[]> tokens(long step) throws IOException {
    List<int[]> tokens = new ArrayList<>();
    for (long p = PLAN.firstPosition(step); p < PLAN.endPosition(step); p++) {
      tokens.add(release.tokens(p));
    }
    return tokens;
  }

  /** What a callback logs of the first steps, with a value after every so many. */
  private static ChainLog log(long upTo, long every, Data data) throws IOException {
    Path file = folder.resolve("log-" + files++);
    try (ChainLog.Writer writer = ChainLog.write(file, release.release().id(), PLAN)) {
      BatchChain chain = BatchChain.of(release.release().id());
      for (long step = 0; step < upTo; step++) {
        chain = chain.then(BatchChain.stepSha256(data.step(step)));
        if (chain.steps() % every == 0) {
          writer.add(chain);
        }
      }
      writer.finish();
    }
    return ChainLog.read(file);
  }

  private static Data swapping(long at, int i, int j) {
    return step -> {
      List<int[]> tokens = tokens(step);
      if (step == at) {
        Collections.swap(tokens, i, j);
      }
      return tokens;
    };
  }

  private static ChainCheck.Deviation deviation(ChainCheck.Result result) {
    return Objects.requireNonNull(result.deviation());
  }

  @Test
  void aLogOfWhatTheReleaseGivesIsEqual() throws IOException {
    ChainLog log = log(steps, 1, ChainCheckTest::tokens);
    assertThat(ChainCheck.check(log, release, null))
        .isEqualTo(new ChainCheck.Result(steps, steps, steps, null));
    // By a known value of the same steps; the link before it is looked at.
    assertThat(ChainCheck.check(log, release, log))
        .isEqualTo(new ChainCheck.Result(steps, steps, 1, null));
    // What lies behind the known values is replayed.
    ChainLog known = log(steps - 20, 1, ChainCheckTest::tokens);
    assertThat(ChainCheck.check(log, release, known))
        .isEqualTo(new ChainCheck.Result(steps, steps, 21, null));
    ChainLog none = log(0, 1, ChainCheckTest::tokens);
    assertThat(ChainCheck.check(none, release, null))
        .isEqualTo(new ChainCheck.Result(0, 0, 0, null));
    assertThat(ChainCheck.check(log, release, none))
        .isEqualTo(new ChainCheck.Result(steps, steps, steps, null));
    assertThat(ChainCheck.check(none, release, log))
        .isEqualTo(new ChainCheck.Result(0, 0, 0, null));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSwapIsLocatedInLogarithmicallyManyReplays(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ChainLog known = log(steps, 1, ChainCheckTest::tokens);
    for (int round = 0; round < 5; round++) {
      long at = random.nextLong(steps);
      int i = random.nextInt(3);
      int j = i + 1 + random.nextInt(3 - i);
      ChainLog log = log(steps, 1, swapping(at, i, j));
      boolean same = Arrays.equals(tokens(at).get(i), tokens(at).get(j));
      ChainCheck.Result fast = ChainCheck.check(log, release, known);
      assertThat(fast.isEqual()).isEqualTo(same);
      if (!same) {
        ChainCheck.Deviation found = deviation(fast);
        long first = PLAN.firstPosition(at);
        assertThat(found.fromStep()).isEqualTo(at);
        assertThat(found.isOneStep()).isTrue();
        assertThat(fast.equalSteps()).isEqualTo(at);
        assertThat(found.swapped()).containsExactly(first + i, first + j);
        assertThat(found.insteadStep()).isEqualTo(-1);
        assertThat(found.followed()).isEqualTo(at + 1 < steps);
        assertThat(found.expected()).isEqualTo(known.chain((int) at).hex());
        assertThat(found.found()).isEqualTo(log.chain((int) at).hex());
        assertThat(fast.replayedSteps()).isLessThanOrEqualTo(logarithm(steps) + 7);
        // Step by step from the first one on.
        ChainCheck.Result slow = ChainCheck.check(log, release, null);
        assertThat(slow.deviation()).isEqualTo(found);
        assertThat(slow.replayedSteps()).isBetween(at + 1, at + 8);
      }
    }
  }

  private static int logarithm(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number - 1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ofALogWithGapsTheRangeIsTold(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 5; round++) {
      long every = 1L + random.nextInt(9);
      long at = random.nextLong(steps - steps % every);
      ChainLog log = log(steps, every, changing(at));
      ChainLog known =
          log(random.nextLong(steps + 1), 1L + random.nextInt(9), ChainCheckTest::tokens);
      for (ChainLog values : new @Nullable ChainLog[] {null, known}) {
        ChainCheck.Result result = ChainCheck.check(log, release, values);
        ChainCheck.Deviation found = deviation(result);
        assertThat(found.fromStep()).isEqualTo(at - at % every);
        assertThat(found.toStep()).isEqualTo(at - at % every + every);
        assertThat(result.equalSteps()).isEqualTo(found.fromStep());
        assertThat(result.steps()).isEqualTo(steps - steps % every);
        assertThat(found.swapped()).isEmpty();
      }
    }
  }

  /** A trainer that reads one other token. */
  private static Data changing(long at) {
    return step -> {
      List<int[]> tokens = tokens(step);
      if (step == at) {
        int[] last = tokens.get(3).clone();
        last[8]++;
        tokens.set(3, last);
      }
      return tokens;
    };
  }

  @Test
  void aStepThatIsReadTwiceOrLeftOutIsToldByItsNeighbour() throws IOException {
    ChainLog twice = log(steps, 1, step -> tokens(step > 70 ? step - 1 : step));
    ChainCheck.Deviation repeated = deviation(ChainCheck.check(twice, release, null));
    assertThat(repeated.fromStep()).isEqualTo(71);
    assertThat(repeated.insteadStep()).isEqualTo(70);
    assertThat(repeated.followed()).isFalse();
    ChainLog without = log(steps - 1, 1, step -> tokens(step < 70 ? step : step + 1));
    ChainCheck.Deviation leftOut = deviation(ChainCheck.check(without, release, null));
    assertThat(leftOut.fromStep()).isEqualTo(70);
    assertThat(leftOut.insteadStep()).isEqualTo(71);
    ChainLog lastOnly = log(steps, 1, step -> tokens(step == steps - 1 ? step - 1 : step));
    ChainCheck.Deviation last = deviation(ChainCheck.check(lastOnly, release, null));
    assertThat(last.insteadStep()).isEqualTo(steps - 2);
    assertThat(last.followed()).isFalse();
  }

  @Test
  void aLogThatBeginsWithAnotherValueHasNoEqualStep() throws IOException {
    Path file = folder.resolve("other-start");
    try (ChainLog.Writer writer = ChainLog.write(file, release.release().id(), PLAN)) {
      writer.add(BatchChain.of("rel_of_something_else"));
      writer.finish();
    }
    ChainCheck.Result result = ChainCheck.check(ChainLog.read(file), release, null);
    assertThat(deviation(result).fromStep()).isZero();
    assertThat(deviation(result).toStep()).isZero();
    assertThat(deviation(result).isOneStep()).isFalse();
    assertThat(deviation(result).expected()).isEqualTo(BatchChain.of(release.release().id()).hex());
  }

  @Test
  void whatWasTakenBackIsNotChecked() throws IOException {
    ChainLog wrong = log(40, 1, changing(33));
    ChainLog right = log(60, 1, ChainCheckTest::tokens);
    List<String> lines = new ArrayList<>(Files.readAllLines(wrong.file()));
    lines.addAll(Files.readAllLines(right.file()).subList(31, 61));
    Path resumed = folder.resolve("resumed");
    Files.write(resumed, lines);
    ChainLog log = ChainLog.read(resumed);
    assertThat(log.takenBack()).isEqualTo(10);
    assertThat(ChainCheck.check(log, release, null).isEqual()).isTrue();
    assertThat(log.steps()).isEqualTo(60);
  }

  @Test
  void knownValuesThatAreNotTheReleasesAreRefused() throws IOException {
    ChainLog log = log(steps, 1, ChainCheckTest::tokens);
    ChainLog wrong = log(steps, 1, changing(steps - 1));
    assertThatThrownBy(() -> ChainCheck.check(log, release, wrong))
        .isInstanceOf(ChainLogException.class)
        .hasMessageContaining(wrong.file() + ": its value after " + steps + " steps is not");
  }

  @Test
  void aLogOfAnotherReleaseOrPlanIsRefused() throws IOException {
    String id = release.release().id();
    String other = "rel_" + "0".repeat(32);
    Path file = folder.resolve("of-another");
    ChainLog log = log(5, 1, ChainCheckTest::tokens);
    refused(file, other, 4, log, "release " + id);
    refused(file, id, 3, log, "release " + id + ", 4 sequences per step");
    Files.writeString(file, BatchChain.NAME + " " + other + " 4\n");
    assertThatThrownBy(() -> ChainCheck.check(ChainLog.read(file), release, null))
        .isInstanceOf(ChainLogException.class)
        .hasMessageContaining(file + ": of release " + other + ", expected release " + id);
  }

  private static void refused(Path file, String id, int batch, ChainLog log, String expected)
      throws IOException {
    Files.writeString(file, BatchChain.NAME + " " + id + " " + batch + "\n");
    ChainLog known = ChainLog.read(file);
    assertThatThrownBy(() -> ChainCheck.check(log, release, known))
        .isInstanceOf(ChainLogException.class)
        .hasMessageContaining(file + ": of release " + id)
        .hasMessageContaining("expected " + expected);
  }

  @Test
  void aLogBeyondTheReleaseIsRefused() throws IOException {
    ChainLog log = log(steps + 3, 1, step -> tokens(step % steps));
    assertThatThrownBy(() -> ChainCheck.check(log, release, null))
        .isInstanceOf(NotInReleaseException.class)
        .hasMessageContaining("logged " + (steps + 3) + " steps of 4 sequences")
        .hasMessageContaining("feeds " + steps);
  }
}
