package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.estover.jobs.ReferenceRun.Origin;
import org.estover.jobs.cluster.StandaloneCluster;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.EngineSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 1: the same rows, counts and release, whatever the machine is like.
 *
 * <p>Every variant is walked from a sealed {@code 01-crawl} and from the sites crawled anew, and
 * must give what the first walk gave. By default a seeded few of the kills and of the walks in
 * processes of their own are done; with {@code -Dfull=true} all of them ({@code
 * infra/checks/determinism}), each named with its release in {@code target/determinism.txt}.
 */
final class DeterminismTest {
  private static final long SEED = Long.getLong("seed", 7);
  private static final String FAIL_FIRST_ATTEMPTS = "estover.fail-first-attempts";
  private static final List<String> TURKISH =
      List.of(
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.timezone=Pacific/Kiritimati",
          "-Dfile.encoding=ISO-8859-1");
  private static final List<String> EGYPTIAN =
      List.of(
          "-Duser.language=ar",
          "-Duser.country=EG",
          "-Duser.timezone=America/St_Johns",
          "-Dfile.encoding=US-ASCII");

  @TempDir static Path folder;

  private static final List<LoopbackWeb> WEBS = new ArrayList<>();
  private static final Map<Origin, ForkedRun.Profile> PROFILES = new EnumMap<>(Origin.class);

  @SuppressWarnings("NullAway.Init") // made before every test
  private static ReferenceRun reference;

  @BeforeAll
  static void walkOnOneThread() throws IOException {
    WEBS.add(new LoopbackWeb(SEED));
    WEBS.add(new LoopbackWeb(SEED));
    reference = ReferenceRun.of(folder, SEED, WEBS);
  }

  @AfterAll
  static void closeSites() {
    WEBS.forEach(LoopbackWeb::close);
  }

  /** Everything with {@code -Dfull=true}; by default what is small enough for every build. */
  private static Stream<Origin> origins(Origin small) {
    return Kills.FULL ? Stream.of(Origin.values()) : Stream.of(small);
  }

  static Stream<Origin> sites() {
    return origins(Origin.SITES);
  }

  static Stream<Origin> sealed() {
    return origins(Origin.SEALED);
  }

  @ParameterizedTest
  @EnumSource
  void twoThreads(Origin origin) throws IOException {
    same("local[2]", origin, EngineSettings.of("local[2]"));
  }

  @ParameterizedTest
  @EnumSource
  void sevenPartitionsOfManySmallFiles(Origin origin) throws IOException {
    EngineSettings settings = EngineSettings.of("local[2]").withPartitions(7).withFileBytes(20_000);
    RunFolder run = reference.start("seven", origin);
    reference.walk(run, origin, settings);
    if (origin == Origin.SITES) {
      try (var files = Files.list(run.folder(StageName.CRAWL).resolve("captures"))) {
        assertThat(files.count()).isGreaterThan(15);
      }
    }
    reference.sameAs(run, origin, "7 partitions");
  }

  @ParameterizedTest
  @MethodSource("sites")
  void everyTaskRunsTwice(Origin origin) throws IOException {
    System.setProperty(FAIL_FIRST_ATTEMPTS, "true");
    try {
      same("every task twice", origin, EngineSettings.of("local[2]").withFileBytes(60_000));
    } finally {
      System.clearProperty(FAIL_FIRST_ATTEMPTS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shuffledRecordsInOtherFiles(Origin origin) throws IOException {
    RunFolder run = reference.start("shuffled", origin);
    Path plan = reference.plan();
    if (origin == Origin.SEALED) {
      ReferenceRun.recut(run, 5, SEED);
    } else {
      plan = ReferenceRun.withSites(TestCorpus.writeShuffled(folder.resolve("other"), SEED));
    }
    reference.walk(plan, run, origin, EngineSettings.of("local[2]"));
    reference.sameAs(run, origin, "shuffled, other files");
  }

  @ParameterizedTest
  @MethodSource("sites")
  void anotherLocaleAndTimeZone(Origin origin) throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    try {
      same("another locale and zone", origin, EngineSettings.of("local[2]"));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @MethodSource("sites")
  void aProcessOfAnotherLocaleZoneAndCharset(Origin origin) throws Exception {
    assertThat(watched(origin).whole()).isPositive();
    if (Kills.FULL) {
      sameForked("ar-EG, St. John's, US-ASCII", origin, new ForkedRun(EGYPTIAN));
    }
  }

  @ParameterizedTest
  @MethodSource("sites")
  void newerJdks(Origin origin) throws Exception {
    Map<Integer, Path> newer = ForkedRun.newerJdks();
    if (newer.isEmpty()) {
      System.out.println("DeterminismTest.newerJdks: NO NEWER JDK IS INSTALLED, nothing was shown");
      reference.note(origin, "newer JDK", "NONE IS INSTALLED, nothing was shown");
    }
    for (Map.Entry<Integer, Path> jdk : newer.entrySet()) {
      sameForked("JDK " + jdk.getKey(), origin, new ForkedRun(List.of()).on(jdk.getValue()));
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.jobs.Kills#atCommits")
  void aKillAtACommit(Kills.AtCommit kill) throws Exception {
    Origin origin = kill.origin();
    RunFolder run = reference.start("kill-" + kill.place().replace(':', '-'), origin);
    ForkedRun forked = new ForkedRun(List.of("-Destover.kill=" + kill.place()));
    int exit = forked.connectedTo(reference.connectTo(origin)).run(reference.plan(), run);
    assertThat(exit).as(ForkedRun.output(run)).isEqualTo(ForkedRun.KILLED);
    assertThat(reference.pending(run, origin)).isEqualTo(kill.pending());
    reference.walk(run, origin, EngineSettings.of("local[2]"));
    reference.sameAs(run, origin, "killed at " + kill.place());
  }

  @ParameterizedTest
  @MethodSource("sites")
  void killsAtFractionsOfTheCpuTime(Origin origin) throws Exception {
    ForkedRun forked = new ForkedRun(TURKISH);
    Map<StageName, Integer> hits = new EnumMap<>(StageName.class);
    Kills.AtFractions kills = new Kills.AtFractions(origin, watched(origin), SEED);
    while (kills.goOn(hits.size())) {
      Kills.AtFraction kill = kills.next();
      RunFolder run = reference.start("fraction-" + kills.drawn(), origin);
      int exit =
          forked
              .connectedTo(reference.connectTo(origin))
              .killAfter(kill.after(), kill.cpu(), reference.plan(), run);
      assertThat(exit).as(ForkedRun.output(run)).isIn(0, ForkedRun.KILLED);
      List<StageName> pending = reference.pending(run, origin);
      if (exit == ForkedRun.KILLED && !pending.isEmpty()) {
        hits.merge(pending.get(0), 1, Integer::sum);
      }
      reference.walk(run, origin, EngineSettings.of("local[2]"));
      String where = pending.isEmpty() ? "after the last stage" : "in " + pending.get(0).folder();
      reference.sameAs(run, origin, "killed at " + kill.share() + " of the CPU time, " + where);
    }
    assertThat(hits).hasSizeGreaterThanOrEqualTo(kills.wanted());
  }

  @ParameterizedTest
  @MethodSource("sealed")
  void aClusterThatLosesAnExecutor(Origin origin) throws Exception {
    RunFolder run = reference.start("cluster-run", origin);
    Map<String, String> options =
        Map.of(
            "spark.executor.memory",
            "512m",
            "spark.executor.extraJavaOptions",
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 " + String.join(" ", TURKISH));
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder.resolve("cluster-" + origin), 2, "512m")) {
      CompletableFuture<StageName> killed =
          CompletableFuture.supplyAsync(() -> killAnExecutor(cluster, run));
      EngineSettings settings = new EngineSettings(cluster.masterUrl(), 4, 60_000, options);
      reference.walk(run, origin, settings);
      StageName stage = killed.get(1, TimeUnit.SECONDS);
      assertThat(stage).isLessThan(StageName.RELEASE);
      reference.sameAs(run, origin, "master, 2 workers, one executor killed in " + stage.folder());
    }
  }

  /** A run in a process of its own with another locale, zone and charset, and what it took. */
  private static ForkedRun.Profile watched(Origin origin) throws IOException, InterruptedException {
    ForkedRun.Profile known = PROFILES.get(origin);
    if (known != null) {
      return known;
    }
    RunFolder run = reference.start("watched", origin);
    ForkedRun forked = new ForkedRun(TURKISH).connectedTo(reference.connectTo(origin));
    ForkedRun.Profile profile = forked.profile(reference.plan(), run);
    String took = profile.whole().toMillis() + " ms";
    reference.sameAs(run, origin, "tr-TR, Kiritimati, ISO-8859-1, " + took);
    PROFILES.put(origin, profile);
    return profile;
  }

  /** Waits for 04-dedupe, whose shuffles an executor holds, and ends one; returns the stage hit. */
  private static StageName killAnExecutor(StandaloneCluster cluster, RunFolder run) {
    try {
      for (int i = 0; !isJudgingDuplicates(run) || cluster.killOneExecutor().isEmpty(); i++) {
        assertThat(i).as("looks for an executor").isLessThan(20_000);
        TimeUnit.MILLISECONDS.sleep(5);
      }
      for (StageName stage : StageName.values()) {
        if (run.mark(stage).isEmpty()) {
          return stage;
        }
      }
      return StageName.RELEASE;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("no executor was killed", e);
    }
  }

  private static boolean isJudgingDuplicates(RunFolder run) {
    return Files.exists(run.temporary(StageName.DEDUPE).resolve("verdicts"));
  }

  private static void same(String variant, Origin origin, EngineSettings settings)
      throws IOException {
    RunFolder run = reference.start(variant.replaceAll("[^a-z0-9]+", "-"), origin);
    reference.walk(run, origin, settings);
    reference.sameAs(run, origin, variant);
  }

  private static void sameForked(String variant, Origin origin, ForkedRun forked)
      throws IOException, InterruptedException {
    RunFolder run = reference.start(variant.replaceAll("[^A-Za-z0-9]+", "-"), origin);
    int exit = forked.connectedTo(reference.connectTo(origin)).run(reference.plan(), run);
    assertThat(exit).as(ForkedRun.output(run)).isZero();
    reference.sameAs(run, origin, variant);
  }
}
