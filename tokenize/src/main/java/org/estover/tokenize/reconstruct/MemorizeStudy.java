package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.Permutation;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.CanonicalJsonException;

/**
 * Which sequences a study of memorization asks a model about: those of steps [fromStep, toStep), or
 * a sample of them. Of each, the tokens [first, first + promptTokens) are the prompt, and the
 * continuationTokens behind them are what a model that memorized it goes on with.
 *
 * @param dataId what was trained on, as {@link Reconstruct#dataId()} names it
 * @param plan how many sequences a step of the training has
 * @param rows how many of the sequences are asked about
 * @param seed of the sample, where not all are
 */
public record MemorizeStudy(
    String dataId,
    BatchPlan plan,
    long fromStep,
    long toStep,
    int first,
    int promptTokens,
    int continuationTokens,
    long rows,
    long seed) {
  /** The file that tells which study a folder holds. */
  public static final String FILE = "study.json";

  private static final String NAME = "estover.memorize.v1";

  /** Rows of a sample are sorted in memory. */
  private static final long SAMPLE_LIMIT = Integer.MAX_VALUE - 8L;

  /** Checks that there are as many sequences as are asked about. */
  public MemorizeStudy {
    long all = Math.multiplyExact(toStep - fromStep, (long) plan.sequencesPerStep());
    if (fromStep < 0
        || toStep <= fromStep
        || first < 0
        || promptTokens <= 0
        || continuationTokens <= 0
        || rows <= 0
        || rows > all
        || (rows < all && rows > SAMPLE_LIMIT)) {
      throw new IllegalArgumentException(
          "a study of "
              + rows
              + " of the "
              + all
              + " sequences of steps "
              + fromStep
              + " up to "
              + toStep
              + ", "
              + promptTokens
              + " and "
              + continuationTokens
              + " tokens from token "
              + first
              + " on");
    }
  }

  /** How many tokens of a sequence the study reads, from its {@link #first} on. */
  public int tokens() {
    return Math.addExact(promptTokens, continuationTokens);
  }

  /**
   * Checks that a release has what the study asks about.
   *
   * @throws StudyException if it is another release or order, or its sequences are too short
   * @throws NotInReleaseException if it does not feed all of these steps
   */
  void requireIn(Reconstruct release) throws IOException {
    if (!release.dataId().equals(dataId)) {
      throw Errors.otherRelease(dataId, release.dataId());
    }
    long steps = release.steps(plan);
    if (toStep > steps) {
      throw Errors.steps(release, fromStep, toStep, plan, steps);
    }
    int length = release.order().sequenceTokens() + 1;
    if ((long) first + promptTokens + continuationTokens > length) {
      throw Errors.windowTooLong(release.release(), this, length);
    }
  }

  /** The positions of the rows, ascending: a row's number to its position. */
  LongUnaryOperator positions() {
    long start = plan.firstPosition(fromStep);
    long all = plan.firstPosition(toStep) - start;
    if (rows == all) {
      return row -> start + row;
    }
    Permutation sample = Permutation.V1.of(all, seed, NAME);
    long[] positions = new long[(int) rows];
    Arrays.setAll(positions, row -> start + sample.apply(row));
    Arrays.sort(positions);
    return row -> positions[(int) row];
  }

  void write(Path folder) throws IOException {
    Map<String, Object> json = new HashMap<>();
    json.put("name", NAME);
    json.put("release", dataId);
    json.put("sequences-per-step", plan.sequencesPerStep());
    json.put("from-step", fromStep);
    json.put("to-step", toStep);
    json.put("first-token", first);
    json.put("prompt-tokens", promptTokens);
    json.put("continuation-tokens", continuationTokens);
    json.put("rows", rows);
    json.put("seed", Long.toString(seed));
    Files.write(folder.resolve(FILE), CanonicalJson.bytes(json));
  }

  /**
   * Reads the study of a folder that {@link MemorizePrompts} wrote.
   *
   * @throws StudyException if the file is none; names it
   */
  public static MemorizeStudy read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      Map<String, Object> json = CanonicalJson.parseObject(Files.readAllBytes(file));
      if (!NAME.equals(json.get("name"))) {
        throw Errors.badStudy(file, "its name is not " + NAME);
      }
      return new MemorizeStudy(
          String.valueOf(json.get("release")),
          new BatchPlan(Math.toIntExact(number(json, "sequences-per-step"))),
          number(json, "from-step"),
          number(json, "to-step"),
          Math.toIntExact(number(json, "first-token")),
          Math.toIntExact(number(json, "prompt-tokens")),
          Math.toIntExact(number(json, "continuation-tokens")),
          number(json, "rows"),
          Long.parseLong(String.valueOf(json.get("seed"))));
    } catch (CanonicalJsonException | IllegalArgumentException | ArithmeticException e) {
      throw Errors.badStudy(file, String.valueOf(e.getMessage()));
    }
  }

  private static long number(Map<String, Object> json, String key) {
    if (json.get(key) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException(key + " is no number");
  }
}
