package org.estover.jobs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.decision.LaterRobots;
import org.estover.crawl.rights.ReadingRules;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.SilencePolicy;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.DecisionBasis;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.jobs.stage.Evidence;
import org.estover.jobs.stage.Redecision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "redecide",
    description = {
      "Decides about the rights of all documents of a run again, and shows what would change.",
      "It only reads: no request is made and the run stays as it is. To change the run, put the"
          + " same into its plan (rights:), and run it."
    })
final class RightsRedecide implements Callable<Integer> {
  private static final List<String> VERDICTS = List.of("allowed", "license-required", "denied");
  private static final String CHANGES = "changes.jsonl";

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "Folder of the run (default: that of --run-dir, or the last run).")
  private @Nullable Path folder;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description =
          "What becomes of pages that say nothing: no-reservation or open-only (default: as the"
              + " run decided).")
  private @Nullable String policy;

  @Option(
      names = "--robots",
      paramLabel = "SITE=FILE",
      description =
          "A later robots.txt of a site: replaces what was crawled of its robots.txt; repeat for"
              + " more sites.")
  private Map<String, Path> robots = new TreeMap<>();

  @Option(
      names = "--ai-tokens",
      negatable = true,
      description =
          "Whether a robots.txt that disallows known training crawlers reserves training (default:"
              + " as the run decided).")
  private @Nullable Boolean aiTokens;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write: changes.jsonl, a line per document that changes.")
  private @Nullable Path out;

  @Mixin private final MasterOption master = new MasterOption();

  @Option(
      names = "--spark",
      paramLabel = "KEY=VALUE",
      description = "A Spark setting, such as spark.executor.memory=8g; repeat for more.")
  private Map<String, String> spark = new TreeMap<>();

  RightsRedecide(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    EngineSettings settings = Arguments.checked(() -> EngineSettings.of(master.value(), spark));
    RunFolder run = folder == null ? context.run() : context.run(folder);
    if (run.mark(StageName.FILTER).isEmpty()) {
      throw Errors.notDecided(run.root());
    }
    DecisionBasis before = DecisionBasis.of(run);
    DecisionBasis after = DecisionBasis.of(rules(before), files(before), Evidence.of(run));
    Redecision.Outcome[] outcome = new Redecision.Outcome[1];
    if (out == null) {
      Path scratch = Files.createTempDirectory("estover-redecide-");
      try {
        outcome[0] = decide(run, after, settings, scratch, null);
      } finally {
        Leftovers.removeTree(scratch);
      }
    } else {
      NewFolder.write(
          context.around().path(out),
          unfinished -> {
            Path parts = Files.createDirectories(unfinished.resolve(".parts"));
            outcome[0] = decide(run, after, settings, unfinished.resolve(".scratch"), parts);
            join(parts, unfinished.resolve(CHANGES));
          });
    }
    return answer(before, after, outcome[0]);
  }

  private Redecision.Outcome decide(
      RunFolder run,
      DecisionBasis basis,
      EngineSettings settings,
      Path scratch,
      @Nullable Path parts)
      throws IOException {
    try (Engine engine = new Engine(settings, scratch.resolve(UUID.randomUUID().toString()))) {
      engine.start();
      return Redecision.of(run, basis, engine, context.progress(), parts);
    }
  }

  /** The changes of all files of documents, in their order. */
  private static void join(Path parts, Path changes) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(parts)) {
      files = listed.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    try (OutputStream lines = Files.newOutputStream(changes)) {
      for (Path file : files) {
        Files.copy(file, lines);
      }
    }
  }

  private DecisionRules rules(DecisionBasis before) throws UsageException {
    SilencePolicy silence = policy == null ? before.silence() : PolicyName.read(policy);
    boolean tokens = aiTokens == null ? before.aiTokens() : aiTokens;
    return new DecisionRules(silence, new ReadingRules(before.legacyLabels(), tokens));
  }

  /** The later files of the run itself, and those that are named now in their stead. */
  private Map<String, byte[]> files(DecisionBasis before) throws IOException {
    Map<String, byte[]> files = new TreeMap<>(before.robots());
    for (Map.Entry<String, Path> named : robots.entrySet()) {
      String site =
          LaterRobots.site(named.getKey()).orElseThrow(() -> Errors.noSite(named.getKey()));
      Path file = context.around().path(named.getValue());
      files.put(site, SiteBytes.read(file, RobotsFile.MAX_BYTES));
    }
    return files;
  }

  private int answer(DecisionBasis before, DecisionBasis after, Redecision.Outcome outcome) {
    Table table = new Table().row("before", "after", "documents");
    List<Map<String, Object>> counts = new ArrayList<>();
    for (String from : VERDICTS) {
      for (String to : VERDICTS) {
        long count = outcome.count(from, to);
        if (count > 0) {
          table.row(from, from.equals(to) ? "the same" : to, count);
          counts.add(Map.of("before", from, "after", to, "documents", count));
        }
      }
    }
    StringBuilder text = new StringBuilder();
    text.append("decided by ").append(before.rules());
    text.append("\nnow     by ").append(after.rules());
    if (!after.robots().isEmpty()) {
      text.append(", later robots.txt of ").append(String.join(", ", after.robots().keySet()));
    }
    text.append("\n\n").append(table).append('\n');
    text.append(Table.counted(outcome.changed(), "document")).append(" of ");
    text.append(Table.counted(outcome.documents(), "document")).append(" would change, of which ");
    text.append(String.format(Locale.ROOT, "%,d", outcome.kept()));
    text.append(" are kept by 03-filter\n");
    for (Redecision.Change change : outcome.first()) {
      text.append("  ").append(change.document()).append("  ").append(change.url());
      text.append("  ").append(change.before()).append(" > ").append(change.after());
      text.append(": ").append(change.reason()).append('\n');
    }
    if (outcome.changed() > outcome.first().size()) {
      text.append("  ...\n");
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("rulesBefore", before.rules().toString());
    data.put("rulesAfter", after.rules().toString());
    data.put("laterRobots", after.robots().keySet());
    data.put("documents", outcome.documents());
    data.put("changed", outcome.changed());
    data.put("changedOfKept", outcome.kept());
    data.put("counts", counts);
    data.put("first", outcome.first());
    if (out != null) {
      Path file = context.around().path(out).resolve(CHANGES);
      text.append("wrote ").append(context.around().shown(file)).append('\n');
      data.put("changes", file.toString());
    }
    context.answer(text.toString(), data);
    return ExitCode.OK;
  }
}
