package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.jobs.run.Progress;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.BatchChain;
import org.estover.tokenize.reconstruct.ChainCheck;
import org.estover.tokenize.reconstruct.ChainLog;
import org.estover.tokenize.reconstruct.KnownChain;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "chain",
    description =
        "Checks a trainer's log of what it read against a release, and names the first other step.")
final class ChainCommand implements Callable<Integer> {
  private static final String MEANING =
      "An equal chain proves that data and order were known, not that anything was trained.";

  @Mixin private final Context context;
  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final OrderOption order = new OrderOption();

  @Parameters(paramLabel = "RELEASE", arity = "0..1", description = Context.RELEASE)
  private @Nullable String release;

  @Option(
      names = "--check",
      paramLabel = "LOG",
      description = "The log, as infra/callback/estover_chain.py writes it; it says its own batch.")
  private @Nullable Path check;

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description =
          "Values of the release that are known, as --out writes them (default: those of \"release"
              + " prepare --chain\", without --order). With these a step is found in a few replays;"
              + " else all steps before it are read.")
  private @Nullable Path known;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Instead of checking: writes the values that the release gives.")
  private @Nullable Path out;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Only the first steps for --out (default: all of one pass).")
  private @Nullable Long steps;

  ChainCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Path log = check;
    Path target = out;
    if (log != null && target == null) {
      Errors.requireUnnamed("--batch", batch.isNamed(), "--out");
      Errors.requireUnnamed("--steps", steps != null, "--out");
      return check(context.around().path(log));
    }
    if (log == null && target != null) {
      Errors.requireUnnamed("--known", known != null, "--check");
      return write(context.around().path(target));
    }
    throw Errors.oneOf("--out", "--check");
  }

  private int write(Path file) throws IOException {
    BatchPlan plan = batch.plan();
    if (Files.exists(file)) {
      throw Errors.exists(file);
    }
    try (Reconstruct reconstruct = order.open(context, release, plan)) {
      long all = reconstruct.steps(plan);
      long wanted = steps == null ? all : steps;
      if (wanted < 0 || wanted > all) {
        throw Errors.notAStep("--steps", wanted, 0, all, plan);
      }
      String id = reconstruct.dataId();
      BatchChain chain;
      try (Progress.Bar bar = context.progress().start("chain", "steps", wanted)) {
        chain = KnownChain.write(file, reconstruct, plan, wanted, bar::advanceTo);
      }
      Map<String, Object> data = OrderOption.answer(reconstruct);
      data.put("sequencesPerStep", plan.sequencesPerStep());
      data.put("steps", wanted);
      data.put("value", chain.hex());
      data.put("file", file.toString());
      context.answer(
          "the chain of "
              + wanted
              + " steps of "
              + id
              + " in "
              + context.around().shown(file)
              + "\nits last value: "
              + chain.hex(),
          data);
    }
    return ExitCode.OK;
  }

  private int check(Path file) throws IOException {
    ChainLog log = ChainLog.read(file);
    try (Reconstruct reconstruct = order.open(context, release)) {
      ChainLog values = values(reconstruct, log);
      ChainCheck.Result result;
      try (Progress.Bar bar = context.progress().start("chain", "steps", log.steps())) {
        result = ChainCheck.check(log, reconstruct, values, bar::advanceTo);
      }
      Map<String, Object> data = OrderOption.answer(reconstruct);
      data.put("sequencesPerStep", log.plan().sequencesPerStep());
      data.put("steps", result.steps());
      data.put("equal", result.isEqual());
      data.put("equalSteps", result.equalSteps());
      data.put("takenBack", log.takenBack());
      data.put("replayedSteps", result.replayedSteps());
      ChainCheck.Deviation deviation = result.deviation();
      if (deviation != null) {
        data.put("deviation", deviation(deviation));
      }
      data.put("meaning", MEANING);
      context.answer(text(log, result), data);
      return result.isEqual() ? ExitCode.OK : ExitCode.FOUND;
    }
  }

  private @Nullable ChainLog values(Reconstruct reconstruct, ChainLog log) throws IOException {
    Path named = known;
    return named == null
        ? KnownChain.find(reconstruct, log.plan()).orElse(null)
        : ChainLog.read(context.around().path(named));
  }

  private static Map<String, Object> deviation(ChainCheck.Deviation deviation) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("fromStep", deviation.fromStep());
    data.put("toStep", deviation.toStep());
    data.put("expected", deviation.expected());
    data.put("found", deviation.found());
    data.put("swappedPositions", deviation.swapped());
    if (deviation.insteadStep() >= 0) {
      data.put("readInstead", deviation.insteadStep());
    }
    data.put("followed", deviation.followed());
    return data;
  }

  private static String text(ChainLog log, ChainCheck.Result result) {
    StringBuilder text = new StringBuilder();
    ChainCheck.Deviation deviation = result.deviation();
    if (deviation == null) {
      text.append("all ").append(result.steps()).append(" steps are those of ");
      text.append(log.dataId());
    } else if (deviation.toStep() == 0) {
      text.append("the log begins with another value than ").append(log.dataId());
      text.append(" does; the trainer was given another id");
    } else {
      text.append(where(deviation)).append(" read other tokens than ").append(log.dataId());
      text.append(" gives; those before are equal");
    }
    text.append(" (").append(result.replayedSteps()).append(" steps were replayed)\n");
    if (log.takenBack() > 0) {
      text.append(log.takenBack()).append(" values were taken back by a run that went on from");
      text.append(" an earlier step\n");
    }
    if (deviation != null) {
      explain(deviation, text);
    }
    return text.append(MEANING).toString();
  }

  private static String where(ChainCheck.Deviation deviation) {
    return deviation.isOneStep()
        ? "step " + deviation.fromStep()
        : "one of the steps " + deviation.fromStep() + " to " + (deviation.toStep() - 1);
  }

  private static void explain(ChainCheck.Deviation deviation, StringBuilder text) {
    List<Long> swapped = deviation.swapped();
    text.append("  after ").append(deviation.toStep()).append(" steps expected ");
    text.append(deviation.expected()).append("\n  logged was ");
    text.append(deviation.found()).append('\n');
    if (!swapped.isEmpty()) {
      text.append("  the sequences at positions ").append(swapped.get(0)).append(" and ");
      text.append(swapped.get(1)).append(" were read in each other's place\n");
    }
    if (deviation.insteadStep() >= 0) {
      text.append("  it read the tokens of step ").append(deviation.insteadStep()).append('\n');
    }
    if (deviation.followed()) {
      text.append("  the step after it is the release's again\n");
    }
  }
}
