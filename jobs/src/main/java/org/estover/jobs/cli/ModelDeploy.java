package org.estover.jobs.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.usage.Deployment;
import org.estover.licensing.terms.usage.Model;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "deploy", description = "Registers where a model is in use, and since when.")
final class ModelDeploy implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      defaultValue = "",
      description = "Id or name of the model (default: the one).")
  private String model = "";

  @Option(names = "--name", required = true, description = "What the developer calls the place.")
  private String name = "";

  @Option(names = "--from", paramLabel = "DATE", description = "First day (default: today).")
  private @Nullable LocalDate from;

  ModelDeploy(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    LocalDate first = context.day(from);
    try (OpenTrust open = OpenTrust.open(context)) {
      Model named = open.model("MODEL", model);
      Deployment deployment =
          open.trust()
              .models()
              .deploy(Arguments.checked(() -> new Deployment(named.id(), name, first)));
      context.answer(
          "deployment "
              + deployment.id()
              + ": \""
              + named.name()
              + "\" in \""
              + name
              + "\" from "
              + first,
          Map.of("deployment", deployment.id(), "model", named.id(), "from", first.toString()));
    }
    return ExitCode.OK;
  }
}
