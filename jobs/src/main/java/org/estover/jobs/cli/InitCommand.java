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
    description =
        "Writes a plan to start from, with its schema, all defaults and a sample beside it.")
final class InitCommand implements Callable<Integer> {
  private static final String PLAN =
      """
      # yaml-language-server: $schema=plan.schema.json
      # defaults.yaml lists every key with its default.
      corpus: my-corpus

      sources:
        # One block per source; the type is web, warc, jsonl, parquet, archive or documents.
        texts:
          type: jsonl
          files: [data/*.jsonl*]   # also .gz, .zst and .zstd; paths are relative to this file
          filter: gopher-quality   # or none, for code
          license: ""              # SPDX expression where a record names none

      order:
        sequence-tokens: 128       # for the few texts of the sample; the default is 2048
      """;

  /** Lines to try the plan with; written for it, and nobody's. */
  private static final String SAMPLE =
      """
      {"url": "https://example.org/commons", "license": "CC0-1.0", "text": "A common is a piece of\
       land that belongs to one person and that many others have a right to use. They may let their\
       cattle graze on it, cut the turf that they burn in winter, or gather the wood that has fallen\
       from the trees. None of these rights ends when it is used, and none of them can be used so\
       much that nothing is left to the neighbours. That is why every village kept a book of who may\
       take what, and why the book was read aloud once in every year."}
      {"url": "https://example.org/estover", "license": "CC0-1.0", "text": "Estover is the old word\
       for the wood that a commoner may carry home: as much as is needed to mend the house, the\
       plough and the fence, and to keep the fire alive. It was never meant to be sold. Whoever took\
       more than that had to answer for it before the court of the manor, where the others who lived\
       from the same trees sat and listened, and where what had been taken was counted in public."}
      {"url": "https://example.org/ledger", "license": "CC0-1.0", "text": "To keep a ledger is to\
       write down what has happened in the order in which it happened, and to change nothing of it\
       later. A mistake is not rubbed out but answered with a second line that says so. People who\
       have never met can then agree on what belongs to whom, because they can all read the same\
       lines and add them up by themselves. It takes little to begin with: a pen, a table that does\
       not shake, and the habit of writing in the evening what was done during the day."}
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
    Path data = target.resolve("data");
    boolean sample = !Files.exists(data);
    if (sample) {
      Files.createDirectories(data);
      Files.writeString(data.resolve("sample.jsonl"), SAMPLE);
    }
    Files.writeString(plan, PLAN);
    String shown = context.around().shown(plan);
    context.answer(
        "wrote "
            + shown
            + (sample ? " and a sample of its data beside it" : "")
            + "\nnext: put your files in place of the sample or change the plan, then estover run "
            + shown
            + " --dry-run",
        Map.of("plan", plan.toString()));
    return ExitCode.OK;
  }
}
