package org.estover.jobs.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "report",
    description = "Shows what each stage read, dropped by rule and passed on: the funnel.",
    subcommands = {EuSummaryCommand.class, HeldOutCommand.class})
final class ReportCommand implements Callable<Integer> {
  @Mixin private final Context context;

  ReportCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    RunFolder run = context.run();
    RunReport report = RunReport.of(run);
    StringBuilder text = new StringBuilder(Funnel.table(report));
    EvalFindings.report(run).map(EvalFindings::table).ifPresent(t -> text.append('\n').append(t));
    Funnel.warnings(report).forEach(warning -> text.append(warning).append('\n'));
    context.answer(text.toString(), Funnel.answer(run, report));
    return ExitCode.OK;
  }
}
