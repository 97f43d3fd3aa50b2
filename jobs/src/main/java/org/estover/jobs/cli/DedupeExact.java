package org.estover.jobs.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.estover.dedupe.exact.ContentKey;
import org.estover.jobs.dedupe.ExactJudge;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "exact",
    description =
        "Finds documents of equal text, white space and Unicode form aside: the smallest stays.")
final class DedupeExact implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final DedupeInputs inputs = new DedupeInputs();

  DedupeExact(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    return inputs.run(
        context,
        "exact",
        (documents, results, report) -> {
          report.put("content", ContentKey.VERSION);
          return inputs.spark()
              ? inputs.sparkJudge(context, documents, results, null)
              : new ExactJudge(documents);
        });
  }
}
