package org.estover.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "training",
    description = "Registers training runs over granted releases, checks what is shown of them.",
    subcommands = {
      TrainingCommand.Register.class,
      TrainingTranscript.class,
      TrainingVerify.class,
      TrainingCommand.Checkpoint.class,
      TrainingList.class
    })
final class TrainingCommand {

  @Command(
      name = "register",
      description = "Registers a training run; what it read is computed from the release's order.")
  static final class Register implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final BatchOption batch = new BatchOption();
    @Mixin private final OrderOption order = new OrderOption();

    @Option(names = "--grant", paramLabel = "ID", description = "The grant (default: the one).")
    private String grant = "";

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "What the developer calls the run.")
    private String name = "";

    @Option(
        names = "--steps",
        paramLabel = "N",
        description = "Steps from step 0 (default: one pass over the order).")
    private @Nullable Long steps;

    @Option(
        names = "--foreign-tokens",
        paramLabel = "N",
        defaultValue = "0",
        description = "Tokens of other data that it read as well (default: ${DEFAULT-VALUE}).")
    private long foreignTokens;

    @Option(
        names = "--on",
        paramLabel = "DATE",
        description =
            "Last day of the training; asked where grant or agreement have a last day (default:"
                + " today).")
    private @Nullable LocalDate day;

    Register(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      BatchPlan plan = batch.plan();
      if (steps != null && steps <= 0) {
        throw Errors.tooSmall("--steps", steps, 1);
      }
      if (foreignTokens < 0) {
        throw Errors.tooSmall("--foreign-tokens", foreignTokens, 0);
      }
      try (OpenTrust open = OpenTrust.open(context)) {
        Trust trust = open.trust();
        Grant granted = open.grant("--grant", grant);
        Path file = order.file(context);
        long count = steps == null ? onePass(trust, granted, file, plan) : steps;
        TrainingRun run =
            trust
                .trainings()
                .register(
                    new DeclaredTraining(
                        granted.id(),
                        name,
                        count,
                        plan.sequencesPerStep(),
                        Optional.ofNullable(file),
                        foreignTokens),
                    context.day(day));
        context.answer(people(run), data(run));
      }
      return ExitCode.OK;
    }

    private static String people(TrainingRun run) {
      return String.format(
          Locale.ROOT,
          "training run %s: %s of %s%s, %,d tokens of %s%s",
          run.id(),
          Table.counted(run.steps(), "step"),
          Table.counted(run.sequencesPerStep(), "sequence"),
          run.orderId().isEmpty() ? "" : " in the order " + run.orderId(),
          run.usage().tokens(),
          holders(run),
          run.foreignTokens() == 0
              ? ""
              : String.format(
                  Locale.ROOT,
                  "; with %,d foreign tokens %s is of the trust",
                  run.foreignTokens(),
                  run.trustShare().percent()));
    }

    private static String holders(TrainingRun run) {
      Set<String> holders = run.usage().byHolder().keySet();
      boolean unknown = holders.contains("");
      int known = holders.size() - (unknown ? 1 : 0);
      if (known == 0) {
        return "rights holders not known";
      }
      return Table.counted(known, "rights holder") + (unknown ? " and of others not known" : "");
    }

    private static Map<String, Object> data(TrainingRun run) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("trainingRun", run.id());
      data.put("grant", run.grantId());
      if (!run.orderId().isEmpty()) {
        data.put("order", run.orderId());
      }
      data.put("steps", Long.toString(run.steps()));
      data.put("sequencesPerStep", Integer.toString(run.sequencesPerStep()));
      data.put("tokens", Long.toString(run.usage().tokens()));
      data.put("foreignTokens", Long.toString(run.foreignTokens()));
      data.put("trustShare", run.trustShare().toString());
      return data;
    }

    private static long onePass(Trust trust, Grant granted, @Nullable Path order, BatchPlan plan)
        throws IOException {
      try (Reconstruct ordered = trust.releases().inOrderOf(granted.releaseId(), order)) {
        if (ordered.steps(plan) == 0) {
          throw Errors.noWholeStep(plan.sequencesPerStep(), ordered.dataId(), ordered.positions());
        }
        return ordered.steps(plan);
      }
    }
  }

  @Command(
      name = "checkpoint",
      description = "Registers which weights a training run had after a step.")
  static final class Checkpoint implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--training-run",
        required = true,
        paramLabel = "RUN",
        description = "Id or name of the training run.")
    private String trainingRun = "";

    @Option(
        names = "--step",
        required = true,
        paramLabel = "N",
        description = "Steps taken, 0 before the first one.")
    private long step;

    @Option(
        names = "--weights",
        required = true,
        paramLabel = "FILE",
        description = "The file of weights; only its SHA-256 is recorded.")
    private Path weights = Path.of("");

    Checkpoint(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      String sha256 = sha256(context.around().path(weights));
      try (OpenTrust open = OpenTrust.open(context)) {
        ModelCheckpoint checkpoint =
            open.trust()
                .registerModelCheckpoint(
                    open.trainingRun("--training-run", trainingRun).id(), step, sha256);
        context.answer(
            "model checkpoint " + checkpoint.id() + ": weights " + sha256 + " after step " + step,
            Map.of("modelCheckpoint", checkpoint.id(), "weightsSha256", sha256, "step", step));
      }
      return ExitCode.OK;
    }

    private static String sha256(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every JDK has SHA-256", e);
      }
    }
  }
}
