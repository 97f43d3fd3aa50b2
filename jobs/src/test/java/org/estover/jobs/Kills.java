package org.estover.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.estover.jobs.ReferenceRun.Origin;
import org.estover.jobs.run.StageName;
import org.jspecify.annotations.Nullable;

/** Where runs are killed: at every commit, and at seeded fractions of their CPU time. */
final class Kills {
  /** Whether everything is to be shown, and not a seeded part of it. */
  static final boolean FULL = Boolean.getBoolean("full");

  private static final long SEED = Long.getLong("seed", 7);
  private static final int SMALL = 1;

  private Kills() {}

  /** A kill just before or after a stage's folder gets its name. */
  record AtCommit(Origin origin, StageName stage, boolean after) {
    /** As {@code estover.kill} has it. */
    String place() {
      return stage.folder() + (after ? ":after" : ":before");
    }

    /** The stages that must be left to do. */
    List<StageName> pending() {
      List<StageName> left = stage.fromHere();
      return after ? left.subList(1, left.size()) : left;
    }
  }

  /** All kills at commits; by default a seeded one before and one after. */
  static Stream<AtCommit> atCommits() {
    List<AtCommit> all = new ArrayList<>();
    for (Origin origin : Origin.values()) {
      for (StageName stage : StageName.values()) {
        if (origin == Origin.SITES || stage != StageName.CRAWL) {
          all.add(new AtCommit(origin, stage, false));
          all.add(new AtCommit(origin, stage, true));
        }
      }
    }
    if (FULL) {
      return all.stream();
    }
    Collections.shuffle(all, new Random(SEED));
    return Stream.concat(
        all.stream().filter(AtCommit::after).limit(1),
        all.stream().filter(kill -> !kill.after()).limit(1));
  }

  /**
   * A kill at a share of the run's CPU time.
   *
   * @param share of the whole run's CPU time, for people
   * @param after the stage at whose commit the clock starts; null for the start of the process
   * @param cpu CPU time from there
   */
  record AtFraction(String share, @Nullable StageName after, Duration cpu) {}

  /**
   * Seeded fractions of a run's CPU time: ten that are spread over the stages, each at least once,
   * and more while too few stages were hit.
   *
   * <p>The crawl and the start of Spark in it take more than half of the time, so fractions drawn
   * evenly would seldom see the short stages: a stage is drawn first, then a point of its time as a
   * watched run spent it. The point is counted from the commit before that stage, as the time up to
   * there varies by more than a short stage takes.
   */
  static final class AtFractions {
    private static final int KILLS = 10;
    private static final int AT_MOST = 25;

    private final List<StageName> stages;
    private final ForkedRun.Profile profile;
    private final SplittableRandom random;
    private final List<StageName> targets;
    private int drawn;

    AtFractions(Origin origin, ForkedRun.Profile profile, long seed) {
      this.profile = profile;
      this.random = new SplittableRandom(seed);
      this.stages =
          origin == Origin.SITES ? StageName.CRAWL.fromHere() : StageName.EXTRACT.fromHere();
      this.targets = new ArrayList<>(stages);
      Collections.shuffle(targets, new Random(seed));
    }

    /** How many stages must be hit: all but one. */
    int wanted() {
      return FULL ? stages.size() - 1 : 1;
    }

    int drawn() {
      return drawn;
    }

    boolean goOn(int hit) {
      return drawn < (FULL ? KILLS : SMALL) || (hit < wanted() && drawn < AT_MOST);
    }

    AtFraction next() {
      StageName stage =
          drawn < targets.size() ? targets.get(drawn) : stages.get(random.nextInt(stages.size()));
      drawn++;
      @Nullable StageName after = null;
      Duration from = Duration.ZERO;
      for (StageName before : stages) {
        if (before.compareTo(stage) < 0) {
          after = before;
          from = commit(before);
        }
      }
      long nanos = commit(stage).minus(from).toNanos();
      Duration cpu = Duration.ofNanos(random.nextLong(Math.max(1, nanos)));
      double share = (double) from.plus(cpu).toNanos() / profile.whole().toNanos();
      return new AtFraction(String.format(Locale.ROOT, "%.3f", share), after, cpu);
    }

    private Duration commit(StageName stage) {
      return Objects.requireNonNull(profile.commits().get(stage), stage.folder());
    }
  }
}
