package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.jobs.run.InputFile;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.RunReport;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.Evaluations;
import org.estover.jobs.stage.NothingSurvivedException;
import org.estover.jobs.stage.TextColumns;
import org.estover.tokenize.release.Release;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Walks the corridor from crawl to release, and goes on where an earlier run stopped.",
      "Stages whose plan, inputs or algorithms changed are done again, with all after them."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final EngineOptions engine = new EngineOptions();

  @Parameters(paramLabel = "PLAN", description = "The plan, a YAML file.")
  private Path planFile = Path.of("");

  @Option(
      names = "--dry-run",
      description = "Only names the stages to do and why, with an estimate of time and disk.")
  private boolean dryRun;

  @Option(names = "--strict", description = "Ends with code 3 if input had to be put aside.")
  private boolean strict;

  @Option(
      names = "--connect-to",
      paramLabel = "NAME=HOST:PORT",
      split = ",",
      description = "Where a name of the crawl leads instead of DNS; repeat for more.")
  private List<String> connectTo = new ArrayList<>();

  RunCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    RunPlan written = RunPlan.load(context.around().path(planFile));
    RunPlan plan = written.withArtifacts(context.artifacts().resolve(written));
    List<InputFile> inputs = plan.inputFiles();
    TextColumns.require(plan, inputs);
    Evaluations.require(plan);
    RunFolder run = context.runFor(plan.corpus());
    try (Walk walk = Walk.prepare(context, plan, run, engine.settings(), connectTo)) {
      if (dryRun) {
        DryRun preview = DryRun.of(plan, run, inputs, walk.pending());
        context.answer(preview.text(), preview.json());
        return ExitCode.OK;
      }
      context.remember(run);
      return answer(plan, run, walk(walk, run));
    } catch (NothingSurvivedException e) {
      RunReport report = RunReport.of(run);
      if (context.json()) {
        context.answer("", Funnel.answer(run, report));
      }
      context.note(Funnel.table(report).stripTrailing());
      Funnel.warnings(report).forEach(context.around().err()::println);
      throw e;
    }
  }

  @SuppressWarnings("try") // The interruption is expected, not used.
  private RunReport walk(Walk walk, RunFolder run) throws IOException {
    try (Interruption ending = Interruption.of(run, context.around().err())) {
      return walk.run();
    }
  }

  /** What a person can do now; the first step has to be one that the release feeds. */
  private static Table next(long sequences) {
    String batch = sequences < BatchOption.USUAL ? " --batch " + sequences : "";
    Table next = new Table().row("next:", "estover report", "what each rule dropped");
    if (sequences > 0) {
      String first = "estover reconstruct --step 0" + batch;
      next.row("", first, "what the first training step reads");
    }
    return next.row("", "estover publish", "enter the release in the trust's ledger");
  }

  private int answer(RunPlan plan, RunFolder run, RunReport report) throws IOException {
    Release release = Release.open(run.folder(StageName.RELEASE));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run.root().toString());
    data.put("release", release.id());
    data.put("planDigest", plan.digest());
    data.put("stages", Funnel.json(report));
    context.answer(
        Funnel.table(report)
            + "\nrelease "
            + release.id()
            + "\n\n"
            + next(release.content().order().positions()),
        data);
    Funnel.warnings(report).forEach(context.around().err()::println);
    return strict && report.hasDamagedInput() ? ExitCode.DAMAGE : ExitCode.OK;
  }
}
