package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.StepRoots;
import org.estover.tokenize.order.StepTree;
import org.estover.tokenize.reconstruct.PlacedSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.ReleasePlace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "roots",
    description = "Writes or checks a Merkle root per training step of a release.")
final class OrderRoots implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final ReleaseArgument release = new ReleaseArgument();
  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final OrderOption order = new OrderOption();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Only the first steps (default: all of one pass).")
  private @Nullable Long steps;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write; see tokenize/FORMAT.md.")
  private @Nullable Path out;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Instead of writing: compares with such a file and names the first other step.")
  private @Nullable Path check;

  OrderRoots(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (out != null && check == null) {
      return write(context.around().path(out));
    }
    if (check != null && out == null) {
      Errors.requireUnnamed("--batch", batch.isNamed(), "--out");
      Errors.requireUnnamed("--steps", steps != null, "--out");
      return compare(context.around().path(check));
    }
    throw Errors.oneOf("--out", "--check");
  }

  private int write(Path file) throws IOException {
    BatchPlan plan = batch.plan();
    if (Files.exists(file)) {
      throw Errors.exists(file);
    }
    try (Reconstruct reconstruct = order.open(context, ReleasePlace.of(release.folder(context)))) {
      long all = reconstruct.steps(plan);
      long wanted = steps == null ? all : steps;
      if (wanted < 0 || wanted > all) {
        throw Errors.notAStep("--steps", wanted, 0, all, plan);
      }
      List<byte[]> roots = new ArrayList<>();
      for (long step = 0; step < wanted; step++) {
        roots.add(root(reconstruct, plan, step));
      }
      String id = reconstruct.dataId();
      StepRoots written = StepRoots.of(id, plan, roots);
      written.write(file);
      String root = HexFormat.of().formatHex(written.root());
      Map<String, Object> data = OrderOption.answer(reconstruct);
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

  private int compare(Path file) throws IOException {
    StepRoots published = StepRoots.read(file);
    try (Reconstruct reconstruct = order.open(context, ReleasePlace.of(release.folder(context)))) {
      String id = reconstruct.dataId();
      if (!id.equals(published.dataId())) {
        throw Errors.rootsOfAnother(file, id, published.dataId());
      }
      long known = Math.min(published.steps(), reconstruct.steps(published.plan()));
      long equal = 0;
      while (equal < known
          && Arrays.equals(published.root(equal), root(reconstruct, published.plan(), equal))) {
        equal++;
      }
      boolean same = equal == published.steps();
      Map<String, Object> data = OrderOption.answer(reconstruct);
      data.put("steps", published.steps());
      data.put("equal", equal);
      context.answer(
          same
              ? "all " + equal + " roots are those of " + id
              : "step " + equal + " has another root than " + id + " gives; those before are equal",
          data);
      return same ? ExitCode.OK : ExitCode.FOUND;
    }
  }

  private static byte[] root(Reconstruct reconstruct, BatchPlan plan, long step)
      throws IOException {
    StepTree tree = new StepTree();
    for (PlacedSequence sequence : reconstruct.sequencesOfStep(step, plan)) {
      tree.add(StepTree.leaf(reconstruct.tokens(sequence.position())));
    }
    return tree.root();
  }
}
