package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.jobs.eval.EvalPlan;
import org.estover.jobs.eval.EvalReader;
import org.estover.jobs.eval.EvalSets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The evaluation sets that documents are compared with. */
final class EvalFiles {
  @Option(
      names = "--eval",
      paramLabel = "FILE",
      description =
          "An evaluation set, called as its file: JSONL whose fields tell which set it is, or"
              + " MMLU's CSV; .gz, .zst. Repeat for more.")
  private List<Path> files = List.of();

  @Option(
      names = "--eval-set",
      paramLabel = "NAME=FILE",
      description = "The same of a set that is named, as the plan of --evals names it.")
  private List<String> named = List.of();

  @Option(
      names = "--evals",
      paramLabel = "PLAN",
      description =
          "Which fields of further sets mean what, as infra/plans/evals.yaml says of twelve"
              + " (default: GSM8K and HumanEval only).")
  private @Nullable Path plan;

  /** Reads all of them. */
  EvalSets read(Surroundings around) throws IOException {
    if (files.isEmpty() && named.isEmpty()) {
      throw Errors.noEvalSet();
    }
    EvalReader reader =
        new EvalReader(plan == null ? EvalPlan.BUILT_IN : EvalPlan.load(around.path(plan)));
    EvalSets sets = new EvalSets();
    for (Path file : files) {
      sets.add(file, reader.read(around.path(file)));
    }
    for (String each : named) {
      int sign = each.indexOf('=');
      if (sign <= 0 || sign == each.length() - 1) {
        throw Errors.noEvalSetName(each);
      }
      Path file = Path.of(each.substring(sign + 1));
      sets.add(file, reader.read(around.path(file), each.substring(0, sign)));
    }
    return sets;
  }
}
