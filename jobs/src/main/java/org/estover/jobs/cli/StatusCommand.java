package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.estover.jobs.run.CompletionMark;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "Shows which stages of a run are complete.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private final Context context;

  StatusCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    RunFolder run = context.run();
    Table table = new Table().row("stage", "state", "documents", "size in bytes", "seconds");
    Map<String, Object> stages = new LinkedHashMap<>();
    for (StageName stage : StageName.values()) {
      Optional<CompletionMark> mark = run.mark(stage);
      Optional<StageReport> report = run.report(stage);
      String state = mark.isPresent() ? "complete" : begun(run, stage) ? "not finished" : "to do";
      table.row(
          stage.folder(),
          state,
          report.<Object>map(r -> r.unit(StageReport.DOCUMENTS).out()).orElse(""),
          mark.isPresent() ? run.sizeOf(stage) : "",
          report.<Object>map(r -> r.cost().wallMillis() / 1000).orElse(""));
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("state", state);
      report.ifPresent(r -> data.put("documents", r.unit(StageReport.DOCUMENTS).out()));
      data.put("size", run.sizeOf(stage));
      report.ifPresent(r -> data.put("seconds", r.cost().wallMillis() / 1000));
      stages.put(stage.folder(), data);
    }
    context.answer(
        "run " + context.around().shown(run.root()) + "\n" + table,
        Map.of("run", run.root().toString(), "stages", stages));
    return ExitCode.OK;
  }

  private static boolean begun(RunFolder run, StageName stage) {
    return Files.exists(run.temporary(stage));
  }
}
