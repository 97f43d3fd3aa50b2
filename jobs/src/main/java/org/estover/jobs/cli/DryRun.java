package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.crawl.source.Source;
import org.estover.crawl.source.WebSource;
import org.estover.jobs.Corridor;
import org.estover.jobs.run.InputFile;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;

/**
 * What a run would do: the stages with their reasons, and a rough estimate of time and disk from
 * the size of the input, or better from what the same stage took before.
 *
 * @param files input files
 * @param fileBytes their sizes
 * @param pages pages that the crawls may fetch at most
 * @param secondsInAll on this machine, about
 * @param diskBytes what the folders of the pending stages will hold, about
 */
record DryRun(
    String planDigest,
    int files,
    long fileBytes,
    long pages,
    List<Item> stages,
    long secondsInAll,
    long diskBytes) {
  /** Size of a web page, about. */
  private static final long PAGE_BYTES = 40_000;

  /** By how much compressed input grows when it is read, about. */
  private static final long EXPANSION = 4;

  /** Start of Java and Spark. */
  private static final long START_SECONDS = 4;

  /** A stage to do. */
  record Item(String stage, String why, long seconds) {}

  static DryRun of(
      RunPlan plan, RunFolder run, List<InputFile> inputs, List<Corridor.Pending> pending)
      throws IOException {
    long fileBytes = 0;
    for (InputFile input : inputs) {
      fileBytes += Files.size(input.path());
    }
    long pages = 0;
    for (Source source : plan.sources()) {
      pages += source instanceof WebSource web ? web.crawl().maxPages() : 0;
    }
    long bytes = fileBytes * EXPANSION + pages * PAGE_BYTES;
    List<Item> items = new ArrayList<>();
    long seconds = pending.isEmpty() ? 0 : START_SECONDS;
    long disk = 0;
    for (Corridor.Pending stage : pending) {
      long own = secondsOf(stage.stage(), run, bytes);
      items.add(new Item(stage.stage().folder(), stage.why(), own));
      seconds += own;
      disk += diskOf(stage.stage(), run, bytes);
    }
    return new DryRun(plan.digest(), inputs.size(), fileBytes, pages, items, seconds, disk);
  }

  private static long secondsOf(StageName stage, RunFolder run, long bytes) throws IOException {
    Optional<StageReport> before = run.report(stage);
    if (before.isPresent() && before.get().cost().wallMillis() > 0) {
      return before.get().cost().wallMillis() / 1000 + 1;
    }
    int processors = Runtime.getRuntime().availableProcessors();
    return bytes / (bytesPerSecond(stage) * processors) + 1;
  }

  /** Input bytes (uncompressed) per second and processor, measured on the demo and rounded down. */
  private static long bytesPerSecond(StageName stage) {
    return switch (stage) {
      case CRAWL -> 3_000_000;
      case EXTRACT -> 8_000_000;
      case FILTER -> 30_000_000;
      case DEDUPE -> 10_000_000;
      case TOKENIZE -> 10_000_000;
      case SHARD -> 50_000_000;
      case RELEASE -> 100_000_000;
    };
  }

  private static long diskOf(StageName stage, RunFolder run, long bytes) throws IOException {
    long before = run.sizeOf(stage);
    if (before > 0) {
      return before;
    }
    return switch (stage) {
      case CRAWL -> bytes / 3;
      case EXTRACT, SHARD -> bytes / 5;
      case FILTER, DEDUPE -> bytes / 500;
      case TOKENIZE -> bytes / 4;
      case RELEASE -> 1_000_000;
    };
  }

  String text() {
    if (stages.isEmpty()) {
      return "nothing to do: every stage is complete and matches the plan";
    }
    Table table = new Table().row("stage", "seconds", "to do because");
    stages.forEach(item -> table.row(item.stage(), item.seconds(), item.why()));
    return table
        + "input: "
        + files
        + " files with "
        + new Table().row(fileBytes).toString().strip()
        + " bytes"
        + (pages > 0 ? ", and at most " + pages + " pages to fetch" : "")
        + "\nestimate: "
        + secondsInAll
        + " seconds, "
        + (diskBytes / 1_000_000 + 1)
        + " MB of disk\nplan digest "
        + planDigest;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("planDigest", planDigest);
    json.put("stages", stages);
    json.put("inputFiles", files);
    json.put("inputBytes", fileBytes);
    json.put("pagesAtMost", pages);
    json.put("estimatedSeconds", secondsInAll);
    json.put("estimatedDiskBytes", diskBytes);
    return json;
  }
}
