package org.estover.jobs.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.dedupe.overlap.BenchmarkReport;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.dedupe.overlap.EvalItem;
import org.estover.dedupe.overlap.ItemReport;
import org.estover.dedupe.overlap.OverlapReport;
import org.estover.dedupe.overlap.OverlapScanner;
import org.estover.jobs.eval.EvalSets;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.RunPlan;

/**
 * The comparison of a run's documents with the evaluation sets of its plan: what {@code estover
 * dedupe overlap} writes, in the folder {@value #FOLDER} of 03-filter.
 *
 * <pre>
 * items.jsonl                who holds which part of which item
 * clean/ dirty/ undecided/   lists of items, for evaluation harnesses
 * report.json                the rule, and what was counted
 * hits/                      every place, in a file for each file of documents that has any
 * </pre>
 *
 * <p>The search needs no pass of its own; a small shuffle of what was found makes the first two.
 */
public final class Comparison {
  /** The folder, below that of the stage. */
  static final String FOLDER = "overlap";

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RunPlan.EvalsPlan plan;
  private final EvalSets sets;
  private final OverlapProfile profile;
  private final EvalIndex index;

  /** Prepares the comparison with sets. */
  Comparison(RunPlan.EvalsPlan plan, EvalSets sets) throws IOException {
    this.plan = plan;
    this.sets = sets;
    profile = OverlapProfile.of(plan.profile()).orElseThrow();
    index = profile.index(sets.items());
  }

  /** The report, in the folder of 03-filter; there is none where nothing was compared. */
  public static Path report(Path stage) {
    return stage.resolve(FOLDER).resolve("report.json");
  }

  /** The hits in a file of documents, in the folder of 03-filter; none if there is no such file. */
  public static Path hits(Path stage, RowFile file) {
    return OverlapRule.hitsOf(hits(stage), file);
  }

  private static Path hits(Path stage) {
    return stage.resolve(FOLDER).resolve("hits");
  }

  private static Path findings(Path stage) {
    return stage.resolve(FOLDER).resolve("findings");
  }

  /** The rule that finds them. */
  OverlapRule rule(Engine engine, Path stage) throws IOException {
    byte[] packed = PackedItems.pack(index.items());
    return new OverlapRule(
        HexFormat.of().formatHex(Sha256.of(packed)),
        profile,
        engine.spark().broadcast(packed),
        Files.createDirectories(findings(stage)).toString(),
        Files.createDirectories(hits(stage)).toString(),
        plan.drops());
  }

  /**
   * Writes all files but the hits, which the rule has written.
   *
   * @param documents files of documents, beside which it left what it found
   * @param counts what it counted
   */
  void write(Engine engine, Path documents, Path stage, Map<String, Long> counts)
      throws IOException {
    OverlapSearch search =
        new OverlapSearch(
            engine,
            index,
            profile,
            plan.limit(),
            OverlapScanner.MOST_RUNS,
            OverlapSearch.ALL_DOCUMENTS);
    OverlapReport report = search.report(index, documents, findings(stage), true);
    Leftovers.removeTree(findings(stage));
    Path folder = stage.resolve(FOLDER);
    List<ItemReport> items = report.items();
    List<EvalItem> of = index.items();
    OverlapJson written = new OverlapJson(of);
    try (JsonGenerator json =
        JSON.createGenerator(Files.newBufferedWriter(folder.resolve("items.jsonl")))) {
      json.setRootValueSeparator(null);
      for (int item = 0; item < of.size(); item++) {
        written.item(json, item, items.get(item), (members, part) -> {});
        json.writeRaw('\n');
      }
    }
    List<BenchmarkReport> benchmarks = report.benchmarks();
    OverlapJson.lists(folder, benchmarks);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("action", plan.drops() ? "drop" : "report");
    told.put("profile", profile.word());
    told.put("folding", index.version());
    told.put("items", of.size());
    told.put("ngrams", index.gramCount());
    told.put("limit", plan.limit());
    told.put("documents", counts.getOrDefault(OverlapRule.COMPARED, 0L));
    told.put("overlapping", counts.getOrDefault(OverlapRule.OVERLAPPING, 0L));
    told.put("hits", counts.getOrDefault(OverlapRule.HITS, 0L));
    told.put("benchmarks", OverlapJson.benchmarks(sets, benchmarks));
    Files.writeString(
        report(stage), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(told) + "\n");
  }
}
