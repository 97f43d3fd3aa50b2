package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.run.CompletionMark;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.jobs.stage.Workplace;

/**
 * One walk of a corpus with everything at its plainest, and the ways to walk it again: from the
 * sites, or from this walk's sealed {@code 01-crawl} with no site in reach.
 */
final class ReferenceRun {
  /** Where a walk begins. */
  enum Origin {
    /** A copy of the first walk's 01-crawl. */
    SEALED,
    /** The loopback sites, crawled anew. */
    SITES
  }

  /** A line per variant that was walked: origin, variant, release id. */
  private static final Path RESULTS = Path.of("target", "determinism.txt");

  private static final String CAPTURES = "captures";

  /** Where the command line lets Spark put its files. */
  private static final String SCRATCH = ".scratch";

  private final Path folder;
  private final Path plan;
  private final List<LoopbackWeb> webs;
  private final RunFolder run;
  private final String releaseId;
  private final List<String> results = new ArrayList<>();
  private int asked;

  private ReferenceRun(Path folder, Path plan, List<LoopbackWeb> webs) throws IOException {
    this.folder = folder;
    this.plan = plan;
    this.webs = List.copyOf(webs);
    this.run = RunFolder.at(folder.resolve("reference"));
    walk(plan, run, Origin.SITES, EngineSettings.of("local[1]"));
    this.releaseId = Walk.manifest(run).releaseId();
    note(Origin.SITES, "local[1], the reference", releaseId);
  }

  /**
   * Writes the corpus and walks it on one thread.
   *
   * @param webs the same sites, each time at other addresses
   */
  static ReferenceRun of(Path folder, long seed, List<LoopbackWeb> webs) throws IOException {
    Path plan = withSites(TestCorpus.write(folder.resolve("corpus"), seed));
    return new ReferenceRun(folder, plan, webs);
  }

  /** The plan in {@code file} with the loopback sites as one more source. */
  static Path withSites(Path file) throws IOException {
    String yaml = Files.readString(file);
    return Files.writeString(file, yaml.replace("sources:\n", "sources:\n" + LoopbackWeb.source()));
  }

  Path plan() {
    return plan;
  }

  /** Where the sites are for the next walk; nowhere for one that has them sealed. */
  List<String> connectTo(Origin origin) {
    return origin == Origin.SITES ? webs.get(asked++ % webs.size()).connectTo() : List.of();
  }

  /** A run folder in which a walk from {@code origin} can begin. */
  RunFolder start(String name, Origin origin) throws IOException {
    RunFolder other = RunFolder.at(folder.resolve(name + "-" + origin));
    if (origin == Origin.SEALED) {
      copy(run.folder(StageName.CRAWL), other.folder(StageName.CRAWL));
    }
    return other;
  }

  /** Walks, or goes on with, {@code other} in this process. */
  void walk(RunFolder other, Origin origin, EngineSettings settings) throws IOException {
    walk(plan, other, origin, settings);
  }

  /** The same with another plan file. */
  void walk(Path planFile, RunFolder other, Origin origin, EngineSettings settings)
      throws IOException {
    try (Engine engine = new Engine(settings, other.root().resolve(SCRATCH))) {
      Corridor.run(RunPlan.load(planFile), other, workplace(engine, origin));
    }
  }

  /** The stages that {@code other} still lacks. */
  List<StageName> pending(RunFolder other, Origin origin) throws IOException {
    try (Engine engine = new Engine(EngineSettings.of("local[1]"), folder.resolve("unused"))) {
      return Corridor.pending(RunPlan.load(plan), other, workplace(engine, origin)).stream()
          .map(Corridor.Pending::stage)
          .toList();
    }
  }

  private Workplace workplace(Engine engine, Origin origin) {
    ConnectTo sites = ConnectTo.parse(connectTo(origin));
    return new Workplace(engine, Progress.silent(), Clock.systemUTC(), sites, new TreeSet<>());
  }

  /**
   * Cuts a sealed crawl into {@code parts} files of other names, its rows shuffled. The mark stays:
   * how an observation is cut is no part of it.
   */
  static void recut(RunFolder sealed, int parts, long seed) throws IOException {
    Path captures = sealed.folder(StageName.CRAWL).resolve(CAPTURES);
    List<CaptureRow> rows = new ArrayList<>();
    for (Path file : files(captures)) {
      try (RowReader<CaptureRow> reader = RowReader.open(CaptureRow.TYPE, file)) {
        for (CaptureRow row = reader.next(); row != null; row = reader.next()) {
          rows.add(row);
        }
      }
      Files.delete(file);
    }
    Collections.shuffle(rows, new Random(seed));
    for (int part = 0; part < parts; part++) {
      Path file = captures.resolve("cut-" + (char) ('z' - part) + ".parquet");
      try (RowWriter<CaptureRow> writer = RowWriter.create(CaptureRow.TYPE, file)) {
        for (int i = part; i < rows.size(); i += parts) {
          writer.write(rows.get(i));
        }
        writer.commit();
      }
    }
  }

  /** Claims that {@code other} has the same rows, counts and release, and notes it as a result. */
  void sameAs(RunFolder other, Origin origin, String variant) throws IOException {
    String found = Walk.manifest(other).releaseId();
    note(origin, variant, found);
    assertThat(rows(other)).as(variant).isEqualTo(rows(run));
    assertThat(counts(other)).as(variant).isEqualTo(counts(run));
    assertThat(names(other)).as(variant).isEqualTo(names(run));
    assertThat(found).as(variant).isEqualTo(releaseId);
    assertThat(other.root()).as(variant).isDirectoryNotContaining(ReferenceRun::isLeftOver);
    if (origin == Origin.SEALED) {
      assertThat(crawledAt(other)).as(variant).isEqualTo(crawledAt(run));
    }
  }

  private static boolean isLeftOver(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".tmp") || name.equals(SCRATCH);
  }

  /** In milliseconds: copies of files keep no more than microseconds. */
  private static long crawledAt(RunFolder of) throws IOException {
    Path mark = of.folder(StageName.CRAWL).resolve(CompletionMark.FILE);
    return Files.getLastModifiedTime(mark).toMillis();
  }

  /** Notes what a variant gave, at once: who waits for the rest can read it. */
  void note(Origin origin, String variant, String found) throws IOException {
    String from = origin == Origin.SEALED ? "sealed" : "sites";
    results.add(String.format(Locale.ROOT, "%-6s  %-62s  %s", from, variant, found));
    Files.createDirectories(RESULTS.getParent());
    Files.write(RESULTS, results);
  }

  /** Digests of what each stage wrote. */
  private static List<String> rows(RunFolder of) throws IOException {
    List<String> digests = new ArrayList<>();
    for (StageName stage : StageName.values()) {
      digests.add(stage.folder() + " " + of.mark(stage).orElseThrow().outputRows());
    }
    return digests;
  }

  /** What each stage counted, all of which must balance. */
  private static Map<StageName, SortedMap<String, StageReport.Balance>> counts(RunFolder of)
      throws IOException {
    Map<StageName, SortedMap<String, StageReport.Balance>> counts = new EnumMap<>(StageName.class);
    for (StageName stage : StageName.values()) {
      counts.put(stage, of.report(stage).orElseThrow().requireBalanced().units());
    }
    return counts;
  }

  /** The release's files, which are named by their content. */
  private static List<String> names(RunFolder of) throws IOException {
    return files(of.folder(StageName.RELEASE)).stream()
        .map(file -> file.getFileName().toString())
        .toList();
  }

  private static List<Path> files(Path of) throws IOException {
    try (var list = Files.list(of)) {
      return list.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
