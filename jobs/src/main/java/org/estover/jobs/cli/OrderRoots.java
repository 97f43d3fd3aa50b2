package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.StepRoots;
import org.estover.tokenize.order.StepTree;
import org.estover.tokenize.reconstruct.PlacedSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "roots",
    description = "Writes a Merkle root per training step of a release, to publish beside it.")
final class OrderRoots implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "RELEASE",
      arity = "0..1",
      description = "Folder or id of the release (default: the run's own).")
  private @Nullable String release;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "32",
      description = "Sequences per step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Only the first steps (default: all of one pass).")
  private @Nullable Long steps;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; see tokenize/FORMAT.md.")
  private Path out = Path.of("");

  OrderRoots(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    BatchPlan plan = Arguments.checked(() -> new BatchPlan(batch));
    try (Reconstruct reconstruct = Reconstruct.open(context.release(release))) {
      long all = reconstruct.steps(plan);
      long wanted = steps == null ? all : steps;
      if (wanted < 0 || wanted > all) {
        throw Errors.noStep(wanted, all);
      }
      List<byte[]> roots = new ArrayList<>();
      for (long step = 0; step < wanted; step++) {
        StepTree tree = new StepTree();
        for (PlacedSequence sequence : reconstruct.sequencesOfStep(step, plan)) {
          tree.add(StepTree.leaf(reconstruct.tokens(sequence.position())));
        }
        roots.add(tree.root());
      }
      String id = reconstruct.release().id();
      StepRoots written = StepRoots.of(id, plan, roots);
      Path file = context.around().path(out);
      written.write(file);
      String root = HexFormat.of().formatHex(written.root());
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("release", id);
      data.put("steps", wanted);
      data.put("root", root);
      data.put("file", file.toString());
      context.answer(
          "roots of "
              + wanted
              + " steps of "
              + id
              + " in "
              + context.around().shown(file)
              + "\nroot over all of them: "
              + root,
          data);
    }
    return ExitCode.OK;
  }
}
