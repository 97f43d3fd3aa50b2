package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.SourceShare;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "usage",
    description = "Counts the tokens that steps read, by source, license and rights holder.")
final class UsageCommand implements Callable<Integer> {
  private static final Pattern STEPS = Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,18}))?");

  @Mixin private final Context context;
  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final OrderOption order = new OrderOption();

  @Parameters(paramLabel = "RELEASE", arity = "0..1", description = Context.RELEASE)
  private @Nullable String release;

  @Option(
      names = "--steps",
      paramLabel = "A-B",
      description = "First and last step, as in 0-99, or one step (default: all of one pass).")
  private @Nullable String steps;

  UsageCommand(Surroundings around) {
    this.context = new Context(around);
  }

  private record Steps(long first, long last) {}

  @Override
  public Integer call() throws IOException {
    BatchPlan plan = batch.plan();
    try (Reconstruct reconstruct = order.open(context, release, plan)) {
      Steps asked = steps(plan, reconstruct);
      if (!reconstruct.hasUsageSums()) {
        context.note(
            "counting sequence by sequence; \"estover release prepare\" makes sums that answer at"
                + " once");
      }
      List<SourceShare> shares = reconstruct.usage(asked.first, asked.last + 1, plan);
      long tokens = shares.stream().mapToLong(SourceShare::tokens).sum();
      Map<String, Object> data = OrderOption.answer(reconstruct);
      data.put("sequencesPerStep", plan.sequencesPerStep());
      data.put("firstStep", asked.first);
      data.put("lastStep", asked.last);
      data.put("tokens", tokens);
      data.put("shares", data(shares));
      String range = "steps " + asked.first + " to " + asked.last + " of " + reconstruct.dataId();
      context.answer(people(shares, tokens, range), data);
    }
    return ExitCode.OK;
  }

  private Steps steps(BatchPlan plan, Reconstruct release) throws UsageException {
    long all = release.steps(plan);
    if (all == 0) {
      throw Errors.noSteps(plan, release);
    }
    if (steps == null) {
      return new Steps(0, all - 1);
    }
    Matcher matcher = STEPS.matcher(steps);
    if (!matcher.matches()) {
      throw Errors.notSteps(steps);
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
    if (last < first) {
      throw Errors.notSteps(steps);
    }
    if (last >= all) {
      throw Errors.notAStep("--steps", last, 0, all - 1, plan);
    }
    return new Steps(first, last);
  }

  private static List<Object> data(List<SourceShare> shares) {
    List<Object> list = new ArrayList<>();
    for (SourceShare share : shares) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("source", share.source());
      data.put("license", share.license());
      data.put("holder", share.holder());
      data.put("tokens", share.tokens());
      list.add(data);
    }
    return list;
  }

  private static String people(List<SourceShare> shares, long tokens, String range) {
    Table table = new Table().row("tokens", "percent", "source", "license", "holder");
    for (SourceShare share : shares) {
      String percent = String.format(Locale.ROOT, "%.4f", 100.0 * share.tokens() / tokens);
      table.row(share.tokens(), percent, share.source(), share.license(), share.holder());
    }
    return table + String.format(Locale.ROOT, "%,d tokens in %s", tokens, range);
  }
}
