package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.estover.tokenize.order.BatchPlan;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a trainer logged with what a release gives, and finds the first step that read
 * something else.
 *
 * <p>Every value stands for all steps before it: from the first wrong step on, all values differ.
 * So where the release's own values are known, from an earlier check or because the trust published
 * them, the step is found by halving, in O(log T) comparisons; each known value that decides is
 * checked by a replay of the steps since the known value before it, so a wrong file of them is
 * found out. With a value for every step that is at most log2(T) + 7 replays of single steps. What
 * lies behind the known values, or everything without them, is replayed once, step by step, up to
 * the first difference: no fewer can tell.
 *
 * <p>A step that is found is proved by itself: the trainer's own value before it, and the step's
 * tokens in the release, do not make the value that the trainer logged after it. Guesses at what
 * was read instead (two sequences in each other's place, a step read twice or left out) are tested
 * in the same way.
 */
public final class ChainCheck {
  /** What trying all pairs of a step may cost; above that, swapped sequences are not looked for. */
  private static final long SWAP_BYTES_LIMIT = 4L << 30;

  private final ChainLog log;
  private final Reconstruct release;
  private final BatchPlan plan;
  private final @Nullable ChainLog known;
  private final BatchChain start;
  private final LongConsumer progress;
  private long replayed;

  private ChainCheck(
      ChainLog log, Reconstruct release, @Nullable ChainLog known, LongConsumer progress) {
    this.progress = progress;
    this.log = log;
    this.release = release;
    this.plan = log.plan();
    this.known = known;
    this.start = BatchChain.of(release.dataId());
  }

  /**
   * What a check found.
   *
   * @param steps that the log stands for
   * @param equalSteps of them, from the first one on, are the release's
   * @param replayedSteps that were read from the release for that
   * @param deviation what the log says otherwise; null if nothing
   */
  public record Result(
      long steps, long equalSteps, long replayedSteps, @Nullable Deviation deviation) {
    /** Whether the log says what the release gives. */
    public boolean isEqual() {
      return deviation == null;
    }
  }

  /**
   * The first deviation of a log: one of the steps [fromStep, toStep) read other tokens. It is one
   * step where the log has the values before and after it; none at all where the log begins with
   * another value than its release's.
   *
   * @param expected the value after toStep steps if all had been as the release has them, in hex
   * @param found the value that was logged
   * @param swapped the two positions whose sequences were read in each other's place; else empty
   * @param insteadStep the step whose tokens were read instead; -1 if it is neither neighbour
   * @param followed whether the step after it is the release's again; false also if it is unknown
   */
  public record Deviation(
      long fromStep,
      long toStep,
      String expected,
      String found,
      List<Long> swapped,
      long insteadStep,
      boolean followed) {
    /** Copies the list. */
    public Deviation {
      swapped = List.copyOf(swapped);
    }

    /** Whether it is known which step it was. */
    public boolean isOneStep() {
      return toStep == fromStep + 1;
    }
  }

  /**
   * Checks a log.
   *
   * @param known values of the release, as {@link ChainLog#write} keeps them or a trust published
   *     them; null if there are none
   * @throws ChainLogException if a file is of another release, order or step size, or the known
   *     values are not the release's
   * @throws NotInReleaseException if the log has more steps than the release feeds
   */
  public static Result check(ChainLog log, Reconstruct release, @Nullable ChainLog known)
      throws IOException {
    return check(log, release, known, steps -> {});
  }

  /** Checks a log by the values that the release was prepared with, if it was. */
  public static Result check(ChainLog log, Reconstruct release) throws IOException {
    return check(log, release, KnownChain.find(release, log.plan()).orElse(null));
  }

  /**
   * As {@link #check(ChainLog, Reconstruct, ChainLog)}.
   *
   * @param progress is told how many steps were found equal, while they are replayed
   */
  public static Result check(
      ChainLog log, Reconstruct release, @Nullable ChainLog known, LongConsumer progress)
      throws IOException {
    String id = release.dataId();
    if (!log.dataId().equals(id)) {
      throw Errors.chainOfAnother(log.file(), "release " + id, "release " + log.dataId());
    }
    if (known != null && !(known.dataId().equals(id) && known.plan().equals(log.plan()))) {
      throw Errors.chainOfAnother(
          known.file(), form(id, log.plan()), form(known.dataId(), known.plan()));
    }
    if (log.steps() > release.steps(log.plan())) {
      throw Errors.chainBeyond(
          log.file(), log.steps(), release, log.plan(), release.steps(log.plan()));
    }
    return new ChainCheck(log, release, known, progress).run();
  }

  private static String form(String dataId, BatchPlan plan) {
    return "release " + dataId + ", " + plan.sequencesPerStep() + " sequences per step";
  }

  private Result run() throws IOException {
    // Values up to here are compared with known ones.
    int inner = known == null ? 0 : log.floor(known.steps()) + 1;
    int equal = -1;
    int differs = log.size();
    if (inner > 0 && !isKnownEqual(inner - 1)) {
      differs = inner - 1;
      while (differs - equal > 1) {
        int middle = (equal + differs) >>> 1;
        if (isKnownEqual(middle)) {
          equal = middle;
        } else {
          differs = middle;
        }
      }
    } else {
      equal = inner - 1;
      BatchChain chain = chain(equal);
      while (equal + 1 < differs) {
        chain = replay(chain, log.steps(equal + 1));
        if (chain.equals(log.chain(equal + 1))) {
          equal++;
          progress.accept(chain.steps());
        } else {
          differs = equal + 1;
        }
      }
    }
    BatchChain before = chain(equal);
    if (differs == log.size()) {
      return new Result(log.steps(), before.steps(), replayed, null);
    }
    Deviation deviation = deviation(before, differs);
    return new Result(log.steps(), before.steps(), replayed, deviation);
  }

  /** The log's chain at a value, or before the first step. */
  private BatchChain chain(int index) {
    return index < 0 ? start : log.chain(index);
  }

  /** Whether a logged value is the one that is known, which is checked first. */
  private boolean isKnownEqual(int index) throws IOException {
    ChainLog values = known;
    if (values == null) {
      throw new IllegalStateException("no known values");
    }
    long steps = log.steps(index);
    int at = values.floor(steps);
    BatchChain chain = start;
    if (at >= 0) {
      BatchChain before = at == 0 ? start : values.chain(at - 1);
      chain = values.chain(at);
      if (!replay(before, chain.steps()).equals(chain)) {
        throw Errors.chainNotOf(values.file(), chain.steps(), release.release());
      }
    }
    return replay(chain, steps).equals(log.chain(index));
  }

  private BatchChain replay(BatchChain from, long toStep) throws IOException {
    replayed += toStep - from.steps();
    return from.replay(release, plan, toStep);
  }

  private Deviation deviation(BatchChain before, int differs) throws IOException {
    BatchChain found = log.chain(differs);
    BatchChain expected = replay(before, found.steps());
    List<Long> swapped = List.of();
    long instead = -1;
    if (found.steps() == before.steps() + 1) {
      instead = neighbour(before, found);
      swapped = instead < 0 ? swapped(before, found) : swapped;
    }
    return new Deviation(
        before.steps(),
        found.steps(),
        expected.hex(),
        found.hex(),
        swapped,
        instead,
        isFollowed(differs));
  }

  /** The step before or after whose tokens make the value that was found; -1 if neither does. */
  private long neighbour(BatchChain before, BatchChain found) throws IOException {
    for (long step : new long[] {before.steps() - 1, before.steps() + 1}) {
      if (step >= 0 && step < release.steps(plan)) {
        replayed++;
        if (before.then(BatchChain.stepSha256(release, plan, step)).equals(found)) {
          return step;
        }
      }
    }
    return -1;
  }

  /** Whether the value after one that differs follows from it by the release. */
  private boolean isFollowed(int differs) throws IOException {
    BatchChain found = log.chain(differs);
    return differs + 1 < log.size()
        && log.steps(differs + 1) == found.steps() + 1
        && replay(found, found.steps() + 1).equals(log.chain(differs + 1));
  }

  /** The positions of two sequences that make the value that was found when they are swapped. */
  private List<Long> swapped(BatchChain before, BatchChain found) throws IOException {
    long rows = plan.sequencesPerStep();
    long rowBytes = (release.order().sequenceTokens() + 1L) * Integer.BYTES;
    // All pairs digest about rows^3 / 3 sequences, as what comes before the first is shared.
    if (rows > 1 << 20 || rows * rows / 3 * rows > SWAP_BYTES_LIMIT / rowBytes) {
      return List.of();
    }
    List<byte[]> sequences = new ArrayList<>();
    for (PlacedSequence sequence : release.sequencesOfStep(before.steps(), plan)) {
      sequences.add(BatchChain.bytes(release.tokens(sequence.position())));
    }
    replayed++;
    MessageDigest prefix = BatchChain.sha256();
    for (int i = 0; i < sequences.size(); i++) {
      for (int j = i + 1; j < sequences.size(); j++) {
        if (before.then(swapped(copy(prefix), sequences, i, j)).equals(found)) {
          long first = plan.firstPosition(before.steps());
          return List.of(first + i, first + j);
        }
      }
      prefix.update(sequences.get(i));
    }
    return List.of();
  }

  /** The digest of a step of which all before i is digested, with i and j swapped. */
  private static byte[] swapped(MessageDigest digest, List<byte[]> sequences, int i, int j) {
    for (int k = i; k < sequences.size(); k++) {
      digest.update(sequences.get(k == i ? j : k == j ? i : k));
    }
    return digest.digest();
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's own SHA-256 can be copied", e);
    }
  }
}
