package org.estover.jobs.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.estover.jobs.demo.Demo;
import org.estover.jobs.run.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    description = {
      "Walks a real corpus from crawl to statement, with the commands anyone would use.",
      "Downloads about 50 MB once; needs 4 GiB of memory and about three minutes."
    })
final class DemoCommand implements Callable<Integer> {
  private static final Path FOLDER = Path.of(".estover", "demo");

  @Mixin private final Context context;

  @Mixin private final MasterOption master = new MasterOption();

  DemoCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    String home = around.environment().apply("estover.home");
    Path checkout = around.path(Path.of(home == null ? "" : home));
    Demo demo =
        new Demo(checkout, around.path(FOLDER), master.value(), around.out(), this::command);
    return demo.walk(context.artifacts().resolve(RunPlan.load(Demo.planOf(checkout))));
  }

  /** Runs a command as the demo does: what it runs is not the person's last run. */
  int command(List<String> arguments, PrintStream out) {
    Surroundings around = context.around();
    Surroundings same =
        new Surroundings(
            around.folder(),
            out,
            around.err(),
            around.terminal(),
            around.clock(),
            name -> name.equals(Context.REMEMBER) ? "no" : around.environment().apply(name));
    return Estover.run(same, arguments.toArray(String[]::new));
  }
}
