package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.jobs.run.PlanDefaults;
import org.estover.jobs.run.PlanSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "init",
    description = "Writes a plan to start from, with its schema and all defaults beside it.")
final class InitCommand implements Callable<Integer> {
  private static final String PLAN =
      """
      # yaml-language-server: $schema=plan.schema.json
      # defaults.yaml lists every key with its default.
      corpus: my-corpus

      sources:
        # One block per source; the type is web, warc, jsonl, parquet or archive.
        texts:
          type: jsonl
          files: [data/*.jsonl*]   # also .gz, .zst and .zstd; paths are relative to this file
          filter: gopher-quality   # or none, for code
          license: ""              # SPDX expression where a record names none
      """;

  @Mixin private final Context context;

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "Folder to write into.")
  private Path folder = Path.of(".");

  InitCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Path target = context.around().path(folder);
    Path plan = target.resolve("plan.yaml");
    if (Files.exists(plan)) {
      throw Errors.exists(plan);
    }
    Files.createDirectories(target);
    Files.writeString(target.resolve("plan.schema.json"), PlanSchema.json());
    Files.writeString(target.resolve("defaults.yaml"), PlanDefaults.yaml());
    Files.writeString(plan, PLAN);
    String shown = context.around().shown(plan);
    context.answer(
        "wrote "
            + shown
            + "\nnext: put its files in place or change it, then estover run "
            + shown
            + " --dry-run",
        Map.of("plan", plan.toString()));
    return ExitCode.OK;
  }
}
