package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.jobs.run.Progress;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.KnownChain;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.TextTrace;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.ReleasePlace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "prepare",
    description =
        "Makes files beside a release that answer questions fast: usage of any steps, hosts, and"
            + " with options steps over HTTP, trainers' logs and any text. They can be removed at any"
            + " time.")
final class PrepareCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final ReleaseArgument release = new ReleaseArgument();

  @Option(
      names = "--ordered",
      description =
          "Also copies all sequences in training order, so that a step is one range of bytes; takes"
              + " as much disk as the release's tokens.")
  private boolean ordered;

  @Option(
      names = "--chain",
      paramLabel = "B",
      description =
          "Also computes the chain of steps of B sequences, so that a trainer's log is checked in a"
              + " few replays; repeat for more.")
  private List<Integer> chains = new ArrayList<>();

  @Option(
      names = "--text",
      description =
          "Also indexes the text of the documents, so that \"estover trace\" finds any bytes; takes"
              + " about half the disk of the text.")
  private boolean text;

  @Mixin private final TokenizerOption tokenizer = new TokenizerOption();

  PrepareCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (Reconstruct reconstruct = Reconstruct.open(ReleasePlace.of(release.folder(context)))) {
      int hosts = Derived.writeHosts(reconstruct.release());
      reconstruct.writeUsageSums();
      if (ordered) {
        reconstruct.writeOrderedCopy();
      }
      for (int batch : chains) {
        writeChain(reconstruct, batch);
      }
      int indexes =
          text ? TextTrace.writeIndexes(reconstruct, tokenizer.load(context.around())) : 0;
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("release", reconstruct.release().id());
      data.put("hostTables", hosts);
      data.put("orderedCopy", ordered);
      data.put("chains", chains);
      data.put("textIndexes", indexes);
      context.answer(
          reconstruct.release().id()
              + ": "
              + Table.counted(hosts, "table")
              + " of hosts and the sums of usage were made"
              + (ordered ? ", and a copy in training order" : "")
              + (chains.isEmpty() ? "" : ", and chains of steps of " + chains + " sequences")
              + (text
                  ? ", and " + indexes + (indexes == 1 ? " index" : " indexes") + " of text"
                  : "")
              + " in "
              + context.around().shown(reconstruct.release().folder().resolve(Derived.FOLDER)),
          data);
    }
    return ExitCode.OK;
  }

  private void writeChain(Reconstruct reconstruct, int batch) throws IOException {
    if (batch <= 0) {
      throw Errors.tooSmall("--chain", batch, 1);
    }
    BatchPlan plan = new BatchPlan(batch);
    try (Progress.Bar bar = context.progress().start("chain", "steps", reconstruct.steps(plan))) {
      KnownChain.write(reconstruct, plan, bar::advanceTo);
    }
  }
}
