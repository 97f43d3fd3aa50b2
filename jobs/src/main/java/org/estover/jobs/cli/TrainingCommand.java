package org.estover.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.order.BatchPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "training",
    description = "Registers training runs over granted releases, and their weights.",
    subcommands = {TrainingCommand.Register.class, TrainingCommand.Checkpoint.class})
final class TrainingCommand {

  @Command(
      name = "register",
      description = "Registers a training run; what it read is computed from the release's order.")
  static final class Register implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final BatchOption batch = new BatchOption();

    @Option(names = "--grant", paramLabel = "ID", description = "The grant (default: the one).")
    private String grant = "";

    @Option(names = "--name", required = true, description = "What the developer calls the run.")
    private String name = "";

    @Option(
        names = "--steps",
        paramLabel = "N",
        description = "Steps from step 0 (default: one pass over the release).")
    private @Nullable Long steps;

    Register(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      BatchPlan plan = batch.plan();
      if (steps != null && steps <= 0) {
        throw Errors.tooSmall("--steps", steps, 1);
      }
      try (OpenTrust open = OpenTrust.open(context)) {
        Trust trust = open.trust();
        Grant granted =
            OpenTrust.chosen("grant", "--grant", grant, trust.grants(), Grant::id, Grant::id);
        long count = steps == null ? onePass(trust, granted, plan) : steps;
        int sequences = plan.sequencesPerStep();
        TrainingRun run = trust.registerTrainingRun(granted.id(), name, count, sequences);
        context.answer(
            String.format(
                Locale.ROOT,
                "training run %s: %,d steps of %d sequences, %,d tokens of %d rights holders",
                run.id(),
                count,
                sequences,
                run.usage().tokens(),
                run.usage().byHolder().size()),
            Map.of(
                "trainingRun", run.id(),
                "grant", granted.id(),
                "steps", Long.toString(count),
                "sequencesPerStep", Integer.toString(sequences),
                "tokens", Long.toString(run.usage().tokens())));
      }
      return ExitCode.OK;
    }

    private static long onePass(Trust trust, Grant granted, BatchPlan plan) throws IOException {
      return plan.steps(trust.releases().open(granted.releaseId()).content().order().positions());
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
        paramLabel = "ID",
        description = "The training run, as \"training register\" named it.")
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
            open.trust().registerModelCheckpoint(trainingRun, step, sha256);
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
