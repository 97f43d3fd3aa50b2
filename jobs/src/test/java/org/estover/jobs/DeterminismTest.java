package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;
import org.estover.jobs.cluster.StandaloneCluster;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.EngineSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 1: the same rows and the same release, whatever the machine is like. */
final class DeterminismTest {
  private static final long SEED = 7;
  private static final String FAIL_FIRST_ATTEMPTS = "estover.fail-first-attempts";

  @TempDir static Path folder;

  private static String releaseId = "";
  private static List<String> rows = List.of();
  private static Path plan = Path.of("unset");

  @BeforeAll
  static void walkOnOneThread() throws IOException {
    plan = TestCorpus.write(folder.resolve("corpus"), SEED);
    RunFolder run = walk("one", plan, EngineSettings.of("local[1]"));
    releaseId = Walk.manifest(run).releaseId();
    rows = rows(run);
  }

  @Test
  void twoThreadsAndSevenPartitionsInManySmallFiles() throws IOException {
    RunFolder run =
        walk("seven", plan, EngineSettings.of("local[2]").withPartitions(7).withFileBytes(20_000));
    try (var files = Files.list(run.folder(StageName.CRAWL).resolve("captures"))) {
      assertThat(files.count()).isGreaterThan(10);
    }
    sameAs(run);
  }

  @Test
  void shuffledRecordsInOtherFiles() throws IOException {
    Path shuffled = TestCorpus.writeShuffled(folder.resolve("shuffled"), SEED);
    sameAs(walk("shuffled-run", shuffled, EngineSettings.of("local[2]")));
  }

  @Test
  void everyTaskRunsTwice() throws IOException {
    System.setProperty(FAIL_FIRST_ATTEMPTS, "true");
    try {
      sameAs(walk("retried", plan, EngineSettings.of("local[2]").withFileBytes(60_000)));
    } finally {
      System.clearProperty(FAIL_FIRST_ATTEMPTS);
    }
  }

  @Test
  void anotherLocaleAndTimeZone() throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    try {
      sameAs(walk("elsewhere", plan, EngineSettings.of("local[2]")));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aClusterThatLosesAnExecutorOnTheWay() throws Exception {
    Map<String, String> small =
        Map.of(
            "spark.executor.memory", "512m",
            "spark.executor.cores", "1",
            "spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    Path filtered = folder.resolve("cluster").resolve(StageName.FILTER.folder());
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder.resolve("standalone"), 2, "1g")) {
      AtomicReference<Optional<Long>> killed = new AtomicReference<>(Optional.empty());
      Thread killer = new Thread(() -> killed.set(killOneExecutorAfter(filtered, cluster)));
      killer.start();
      RunFolder run =
          walk("cluster", plan, new EngineSettings(cluster.masterUrl(), 3, 60_000, small));
      killer.join();
      assertThat(killed.get()).isPresent();
      sameAs(run);
    }
  }

  private static Optional<Long> killOneExecutorAfter(Path stageFolder, StandaloneCluster cluster) {
    try {
      while (!Files.exists(stageFolder)) {
        Thread.sleep(20);
      }
      return cluster.killOneExecutor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static RunFolder walk(String name, Path planFile, EngineSettings settings)
      throws IOException {
    RunFolder run = RunFolder.at(folder.resolve(name));
    try (Walk walk = Walk.in(run, settings)) {
      Corridor.run(RunPlan.load(planFile), run, walk.workplace());
    }
    return run;
  }

  private static void sameAs(RunFolder run) throws IOException {
    assertThat(rows(run)).isEqualTo(rows);
    assertThat(Walk.manifest(run).releaseId()).isEqualTo(releaseId);
  }

  private static List<String> rows(RunFolder run) throws IOException {
    List<String> digests = new ArrayList<>();
    for (StageName stage : StageName.values()) {
      digests.add(stage.folder() + " " + run.mark(stage).orElseThrow().outputRows());
    }
    return digests;
  }
}
