package org.estover.jobs.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.jobs.run.Leftovers;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.MemorizePrompts;
import org.estover.tokenize.reconstruct.MemorizeScore;
import org.estover.tokenize.reconstruct.MemorizeStudy;
import org.estover.tokenize.reconstruct.OrderUniformity;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.CanonicalJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "memorize",
    description = "Studies what a model can repeat of its training data, and when it was read.",
    subcommands = {MemorizeCommand.Prompts.class, MemorizeCommand.Score.class})
final class MemorizeCommand {

  @Command(
      name = "prompts",
      description = "Writes prompts of training sequences, and what follows them, as .npy.")
  static final class Prompts implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "RELEASE", arity = "0..1", description = Context.RELEASE)
    private @Nullable String release;

    @Option(
        names = {"-k", "--prompt"},
        paramLabel = "K",
        defaultValue = "32",
        description = "Tokens of a prompt (default: ${DEFAULT-VALUE}).")
    private int prompt;

    @Option(
        names = {"-l", "--continuation"},
        paramLabel = "L",
        defaultValue = "32",
        description = "Tokens of what follows it (default: ${DEFAULT-VALUE}).")
    private int continuation;

    @Option(
        names = "--first-token",
        paramLabel = "N",
        defaultValue = "0",
        description = "Where prompts begin in their sequences (default: ${DEFAULT-VALUE}).")
    private int first;

    @Mixin private final BatchOption batch = new BatchOption();
    @Mixin private final OrderOption order = new OrderOption();

    @Option(
        names = "--from-step",
        paramLabel = "N",
        defaultValue = "0",
        description = "The first step to ask about (default: ${DEFAULT-VALUE}).")
    private long fromStep;

    @Option(
        names = "--to-step",
        paramLabel = "N",
        description = "The step behind the last one (default: all steps of one pass).")
    private @Nullable Long toStep;

    @Option(
        names = "--sample",
        paramLabel = "N",
        description = "Asks about so many sequences of these steps only (default: about all).")
    private @Nullable Long sample;

    @Option(
        names = "--seed",
        paramLabel = "S",
        defaultValue = "0",
        description = "Seed of the sample (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Folder to make for the arrays.")
    private Path out = Path.of("");

    Prompts(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Path folder = context.around().path(out);
      if (Files.exists(folder)) {
        throw Errors.exists(folder);
      }
      try (Reconstruct reconstruct = order.open(context, release, batch.plan())) {
        MemorizeStudy study = study(reconstruct);
        // A folder of that name holds all of the study.
        Path unfinished = folder.resolveSibling("." + folder.getFileName() + ".tmp");
        try {
          Files.createDirectories(unfinished);
          MemorizePrompts.write(unfinished, reconstruct, study);
          Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Leftovers.removeTree(unfinished);
        }
        Map<String, Object> data = OrderOption.answer(reconstruct);
        data.put("fromStep", study.fromStep());
        data.put("toStep", study.toStep());
        data.put("rows", study.rows());
        data.put("promptTokens", study.promptTokens());
        data.put("continuationTokens", study.continuationTokens());
        data.put("folder", folder.toString());
        long masked = reconstruct.masks().caseByDocument().size();
        data.put(MaskedTally.DOCUMENTS, masked);
        String shown = context.around().shown(folder);
        context.answer(
            MaskedTally.text(masked)
                + String.format(
                    Locale.ROOT,
                    "%,d prompts of %d tokens from the steps %,d to %,d of %s\n"
                        + "wrote %s/%s, %s, %s\n"
                        + "next: let the model continue each prompt by %d tokens, then \"estover"
                        + " memorize score %s --generated FILE.npy\"",
                    study.rows(),
                    study.promptTokens(),
                    study.fromStep(),
                    study.toStep() - 1,
                    study.dataId(),
                    shown,
                    MemorizePrompts.PROMPTS,
                    MemorizePrompts.CONTINUATIONS,
                    MemorizePrompts.POSITIONS,
                    study.continuationTokens(),
                    shown),
            data);
      }
      return ExitCode.OK;
    }

    private MemorizeStudy study(Reconstruct reconstruct) throws IOException {
      BatchPlan plan = batch.plan();
      int length = reconstruct.order().sequenceTokens() + 1;
      if (first < 0 || first >= length) {
        throw Errors.notWithin("--first-token", first, 0, length - 1L);
      }
      if (prompt < 1 || prompt > length) {
        throw Errors.notWithin("--prompt", prompt, 1, length);
      }
      if (continuation < 1 || continuation > length) {
        throw Errors.notWithin("--continuation", continuation, 1, length);
      }
      long steps = reconstruct.steps(plan);
      if (steps == 0) {
        throw Errors.noSteps(plan, reconstruct);
      }
      if (fromStep < 0 || fromStep >= steps) {
        throw Errors.notAStep("--from-step", fromStep, 0, steps - 1, plan);
      }
      long end = toStep == null ? steps : toStep;
      if (end <= fromStep || end > steps) {
        throw Errors.notAStep("--to-step", end, fromStep + 1, steps, plan);
      }
      long all = (end - fromStep) * plan.sequencesPerStep();
      long rows = sample == null ? all : sample;
      if (rows < 1 || rows > all) {
        throw Errors.notWithin("--sample", rows, 1, all);
      }
      String id = reconstruct.dataId();
      return new MemorizeStudy(id, plan, fromStep, end, first, prompt, continuation, rows, seed);
    }
  }

  @Command(
      name = "score",
      description =
          "Scores what a model answered to prompts, by source, license and holder, and tests"
              + " whether what it memorized stands evenly in the training order.")
  static final class Score implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final OrderOption order = new OrderOption();

    @Parameters(
        index = "0",
        paramLabel = "DIR",
        description = "The folder that \"memorize prompts\" wrote.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "RELEASE", arity = "0..1", description = Context.RELEASE)
    private @Nullable String release;

    @Option(
        names = "--generated",
        required = true,
        paramLabel = "FILE",
        description =
            "The model's answers as .npy: a row of tokens per prompt, with or without the prompt.")
    private Path generated = Path.of("");

    @Option(
        names = "--rows",
        paramLabel = "FILE",
        description = "Also writes a line of JSON per sequence: score, step, documents, holders.")
    private @Nullable Path rows;

    Score(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      MemorizeStudy study = MemorizeStudy.read(context.around().path(folder));
      Path answers = context.around().path(generated);
      try (Reconstruct reconstruct = order.open(context, release)) {
        MemorizeScore.Summary summary;
        if (rows == null) {
          summary = MemorizeScore.score(reconstruct, study, answers, row -> {});
        } else {
          Path file = context.around().path(rows);
          if (Files.exists(file)) {
            throw Errors.exists(file);
          }
          Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
          try (BufferedWriter lines = Files.newBufferedWriter(unfinished)) {
            summary =
                MemorizeScore.score(
                    reconstruct,
                    study,
                    answers,
                    row -> {
                      lines.write(CanonicalJson.text(line(row)));
                      lines.write('\n');
                    });
          }
          Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        context.answer(people(study, summary), data(reconstruct, study, summary));
      }
      return ExitCode.OK;
    }

    private static Map<String, Object> line(MemorizeScore.Row row) {
      Map<String, Object> line = row.placed().toJson();
      line.put("step", row.step());
      line.put("memorized", row.memorized());
      line.put("equalTokens", row.equal());
      line.put("leadingTokens", row.leading());
      line.put("spans", row.spans().stream().map(Span::toJson).toList());
      return line;
    }

    private static Map<String, Object> share(MemorizeScore.Share share, MemorizeStudy study) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("name", share.name());
      data.put("rows", share.rows());
      data.put("memorized", share.memorized());
      data.put("score", score(share, study));
      return data;
    }

    /** The share of tokens that are right, on average over the rows. */
    private static double score(MemorizeScore.Share share, MemorizeStudy study) {
      return (double) share.equalTokens() / share.rows() / study.continuationTokens();
    }

    private static Map<String, Object> data(
        Reconstruct reconstruct, MemorizeStudy study, MemorizeScore.Summary summary) {
      OrderUniformity uniformity = summary.uniformity();
      Map<String, Object> test = new LinkedHashMap<>();
      test.put("rows", uniformity.rows());
      test.put("memorized", uniformity.found());
      test.put("chiSquare", uniformity.statistic());
      test.put("degreesOfFreedom", uniformity.degrees());
      test.put("pValue", uniformity.pValue());
      uniformity.exactPValue().ifPresent(exact -> test.put("exactPValue", exact));
      Map<String, Object> data = OrderOption.answer(reconstruct);
      data.put("rows", summary.all().rows());
      data.put("memorized", summary.all().memorized());
      data.put("score", score(summary.all(), study));
      data.put("sources", summary.sources().stream().map(s -> share(s, study)).toList());
      data.put("licenses", summary.licenses().stream().map(s -> share(s, study)).toList());
      data.put("holders", summary.holders().stream().map(s -> share(s, study)).toList());
      data.put("deciles", test);
      return data;
    }

    private static String people(MemorizeStudy study, MemorizeScore.Summary summary) {
      Table table = new Table().row("memorized", "of", "score", "");
      row(table, summary.all(), study, "all");
      summary.sources().forEach(share -> row(table, share, study, "source " + share.name()));
      summary
          .licenses()
          .forEach(share -> row(table, share, study, "license " + known(share, "not stated")));
      summary
          .holders()
          .forEach(share -> row(table, share, study, "holder " + known(share, "not known")));
      OrderUniformity uniformity = summary.uniformity();
      StringBuilder people = new StringBuilder(table.toString());
      people.append("score: the share of tokens that are right\n");
      people.append("\nmemorized by tenth of the training order:");
      uniformity.found().forEach(found -> people.append(' ').append(found));
      people.append(
          String.format(
              Locale.ROOT,
              "\nspread evenly? chi-square %.4f of %d degrees of freedom, p = %.6g",
              uniformity.statistic(),
              uniformity.degrees(),
              uniformity.pValue()));
      uniformity
          .exactPValue()
          .ifPresent(exact -> people.append(String.format(Locale.ROOT, ", exact p = %.6g", exact)));
      return people.append('\n').toString();
    }

    private static String known(MemorizeScore.Share share, String otherwise) {
      return share.name().isEmpty() ? otherwise : share.name();
    }

    private static void row(
        Table table, MemorizeScore.Share share, MemorizeStudy study, String name) {
      String score = String.format(Locale.ROOT, "%.4f", score(share, study));
      table.row(share.memorized(), share.rows(), score, name);
    }
  }
}
