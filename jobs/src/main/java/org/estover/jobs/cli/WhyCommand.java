package org.estover.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    description = "Shows what became of a document, stage by stage, and by which rule.")
final class WhyCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(paramLabel = "DOC|URL", description = "Document id (doc_...) or URL.")
  private String wanted = "";

  WhyCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    List<Fate> fates = Fate.of(context.run(), wanted);
    StringBuilder text = new StringBuilder();
    for (Fate fate : fates) {
      text.append(fate.document().isEmpty() ? "(no document)" : fate.document());
      text.append(fate.source().isEmpty() ? "" : "  " + fate.source());
      text.append("  ").append(fate.uri()).append('\n');
      fate.steps().forEach(step -> text.append("  ").append(step).append('\n'));
    }
    if (fates.isEmpty()) {
      text.append(wanted).append(": never seen by this run\n");
    }
    context.answer(text.toString(), Map.of("fates", fates));
    return fates.isEmpty() ? ExitCode.FOUND : ExitCode.OK;
  }
}
