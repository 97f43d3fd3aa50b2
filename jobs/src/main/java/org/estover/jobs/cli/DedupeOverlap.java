package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.estover.dedupe.overlap.BenchmarkReport;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.dedupe.overlap.OverlapScanner;
import org.estover.jobs.dedupe.Documents;
import org.estover.jobs.dedupe.DocumentsReader;
import org.estover.jobs.dedupe.FirstReads;
import org.estover.jobs.dedupe.LocalOverlap;
import org.estover.jobs.dedupe.OverlapFinder;
import org.estover.jobs.dedupe.OverlapResults;
import org.estover.jobs.dedupe.ReleaseTexts;
import org.estover.jobs.dedupe.Results;
import org.estover.jobs.dedupe.SparkOverlap;
import org.estover.jobs.eval.EvalSets;
import org.estover.jobs.run.Progress;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.jobs.stage.OverlapJson;
import org.estover.jobs.stage.OverlapProfile;
import org.estover.jobs.stage.OverlapSearch;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "overlap",
    description =
        "Finds documents that hold questions or options of evaluation sets, and tells of each item"
            + " which documents do; of a release, also the step that first read it.")
final class DedupeOverlap implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "INPUT",
      arity = "0..*",
      description =
          "JSONL (.gz, .zst), Parquet, a folder of them, or the folder of a run; none with"
              + " --release.")
  private List<Path> inputs = List.of();

  @Mixin private final EvalFiles evals = new EvalFiles();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder to write: kept.txt, removed.jsonl, hits.jsonl, items.jsonl, lists of items in"
              + " clean, dirty and undecided, report.json, and pieces.jsonl with the profile pile.")
  private @Nullable Path out;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      defaultValue = "default",
      description =
          "By which rule: default, or pile for that of GPT-3 and the Pile as"
              + " lm-evaluation-harness computes it (default: ${DEFAULT-VALUE}).")
  private String profile = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Documents to name for each part of an item; all are counted (default:"
              + " ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--max-documents",
      paramLabel = "N",
      description =
          "Ignore n-grams that stand in more than N documents, as GPT-3 did with 10: they are counted"
              + " first, and what they alone tell of is undecided (default: none is ignored).")
  private @Nullable Long mostDocuments;

  @Mixin private final RecordFields fields = new RecordFields();

  @Option(
      names = "--release",
      paramLabel = "RELEASE",
      description =
          "Folder, id or http(s) address of a release, whose documents are read in place of INPUT,"
              + " and whose order tells the first step of each question and option.")
  private @Nullable String release;

  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final OrderOption order = new OrderOption();
  @Mixin private final TokenizerOption tokenizer = new TokenizerOption();

  @Option(
      names = "--spark",
      description =
          "Work over Spark, as a run does, in place of one thread; the files are the same.")
  private boolean spark;

  @Mixin private final MasterOption master = new MasterOption();

  DedupeOverlap(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw Errors.tooSmall("--limit", limit, 1);
    }
    if (mostDocuments != null && mostDocuments < 1) {
      throw Errors.tooSmall("--max-documents", mostDocuments, 1);
    }
    if (inputs.isEmpty() == (release == null)) {
      throw Errors.oneOf("INPUT", "--release");
    }
    if (release == null && (batch.isNamed() || order.file(context) != null)) {
      throw Errors.needsRelease();
    }
    OverlapProfile chosen = profile();
    BatchPlan plan = batch.plan();
    Path target = context.around().path(Objects.requireNonNull(out));
    if (Files.exists(target)) {
      throw Errors.exists(target);
    }
    EvalSets sets = evals.read(context.around());
    EvalIndex index = chosen.index(sets.items());
    Map<String, Object> report = settings(chosen, index);
    NewFolder.write(
        target,
        unfinished -> {
          try (Documents documents = Documents.in(unfinished.resolve(".texts"))) {
            Search search = new Search(unfinished, documents, chosen, index);
            if (release == null) {
              search.files(report);
            } else {
              search.release(report, plan);
            }
            report.put("benchmarks", OverlapJson.benchmarks(sets, search.benchmarks));
          }
          Files.writeString(unfinished.resolve("report.json"), Json.text(report) + "\n");
        });
    context.answer(told(context.around().shown(target), report), report);
    return ExitCode.OK;
  }

  private OverlapProfile profile() throws UsageException {
    List<String> known = List.of(OverlapProfile.values()).stream().map(p -> p.word()).toList();
    return OverlapProfile.of(profile)
        .orElseThrow(() -> Errors.notOneOf("--profile", profile, known));
  }

  private Map<String, Object> settings(OverlapProfile chosen, EvalIndex index) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("command", "overlap");
    report.put("profile", chosen.word());
    report.put("folding", index.version());
    report.put("items", index.items().size());
    report.put("ngrams", index.gramCount());
    report.put("limit", limit);
    if (mostDocuments != null) {
      report.put("max_documents", mostDocuments);
    }
    return report;
  }

  /** One search, while its folder is being written. */
  private final class Search {
    private final Path folder;
    private final Documents documents;
    private final OverlapProfile chosen;
    private final EvalIndex index;
    private List<BenchmarkReport> benchmarks = List.of();

    Search(Path folder, Documents documents, OverlapProfile chosen, EvalIndex index) {
      this.folder = folder;
      this.documents = documents;
      this.chosen = chosen;
      this.index = index;
    }

    void files(Map<String, Object> report) throws IOException {
      try (OverlapFinder finder = finder(OverlapScanner.MOST_RUNS)) {
        DocumentsReader reader =
            new DocumentsReader(fields.mapping(), documents, finder, this::bar);
        reader.read(inputs.stream().map(context.around()::path).toList());
        write(finder, report, null);
        report.put("aside", reader.asides());
      }
    }

    /** In a release each place counts, as any may be the one that is read first. */
    void release(Map<String, Object> report, BatchPlan plan) throws IOException {
      Tokenizer loaded = tokenizer.load(context.around());
      ReleaseTexts texts = new ReleaseTexts();
      try (Reconstruct reconstruct = order.open(context, release, plan);
          OverlapFinder finder = finder(OverlapScanner.ALL_RUNS)) {
        texts.read(reconstruct, loaded, documents, finder, this::bar);
        report.putAll(OrderOption.answer(reconstruct));
        report.put("batch", plan.sequencesPerStep());
        report.put("steps", reconstruct.steps(plan));
        report.put("withdrawn", texts.withdrawn());
        report.put("normalized", texts.normalized());
        write(finder, report, new FirstReads(reconstruct, loaded, plan));
      }
    }

    private Progress.Bar bar() {
      return context.progress().start("read", "bytes", 0);
    }

    private OverlapFinder finder(int mostPlaces) throws IOException {
      long most = mostDocuments == null ? OverlapSearch.ALL_DOCUMENTS : mostDocuments;
      if (!spark) {
        return new LocalOverlap(documents, index, limit, mostPlaces, most);
      }
      EngineSettings settings =
          Arguments.checked(() -> EngineSettings.of(master.value(), Map.of()));
      Path scratch = folder.resolve(Results.SCRATCH);
      Engine engine = new Engine(settings, scratch.resolve("spark"));
      OverlapSearch search = new OverlapSearch(engine, index, chosen, limit, mostPlaces, most);
      return new SparkOverlap(documents, search, engine, scratch, context.progress());
    }

    private void write(OverlapFinder finder, Map<String, Object> report, @Nullable FirstReads reads)
        throws IOException {
      OverlapResults results = new OverlapResults(folder, documents, index.items(), reads);
      OverlapFinder.Findings findings = finder.find();
      report.putAll(results.report(results.write(findings, chosen == OverlapProfile.PILE)));
      if (mostDocuments != null) {
        report.put("ignored_ngrams", findings.report().ignoredCount());
      }
      benchmarks = findings.report().benchmarks();
    }
  }

  private static String told(String folder, Map<String, Object> report) {
    StringBuilder text = new StringBuilder();
    Table table = new Table().row("clean", "dirty", "undecided", "aside", "benchmark");
    report.forEach(
        (name, value) -> {
          if (value instanceof List<?> benchmarks) {
            for (Object each : benchmarks) {
              Map<?, ?> one = (Map<?, ?>) each;
              table.row(
                  String.valueOf(one.get("clean")),
                  String.valueOf(one.get("dirty")),
                  String.valueOf(one.get("undecided")),
                  String.valueOf(one.get("aside")),
                  String.valueOf(one.get("benchmark")));
            }
          } else {
            text.append(String.format(Locale.ROOT, "%-16s %s%n", name, DedupeInputs.shown(value)));
          }
        });
    return text + "\n" + table + "wrote " + folder + '\n';
  }
}
