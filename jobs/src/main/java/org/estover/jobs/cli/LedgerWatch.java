package org.estover.jobs.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.estover.ledger.audit.LogWatch;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.LogFiles;
import org.estover.ledger.log.SigningKey;
import org.estover.ledger.log.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description =
        "Follows a log: refuses a checkpoint that does not go on from the one seen before, and keeps"
            + " both as evidence.")
final class LedgerWatch implements Callable<Integer> {
  private static final int SHORTEST_SECONDS = 1;

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "LOG",
      description = "The log's folder (LEDGER/log, or a copy of it), or its http(s) address.")
  private String log = "";

  @Mixin private final LogKeyOption key = new LogKeyOption();

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "FILE",
      description =
          "Keeps the newest checkpoint seen, for the next look: a file of its own, not the one of"
              + " --witness.")
  private Path keep = Path.of("");

  @Option(
      names = "--cosign",
      paramLabel = "FILE",
      description = "Cosigns what is kept with this key, which \"ledger witness\" made.")
  private @Nullable Path cosign;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "Goes on looking until it is stopped or finds something; else looks once.")
  private @Nullable Integer every;

  LedgerWatch(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    if (every != null && every < SHORTEST_SECONDS) {
      throw Errors.tooOften(every, SHORTEST_SECONDS);
    }
    VerifierKey pinned = key.key(around);
    SigningKey witness = cosign == null ? null : SigningKey.read(around.path(cosign));
    if (witness != null && !witness.verifier().isWitness()) {
      throw Errors.notAWitness(witness.verifier().name());
    }
    while (true) {
      LogWatch.Look look;
      try {
        LogWatch watch = new LogWatch(files(around), pinned, around.path(keep), witness);
        look = watch.look(around.clock().instant().getEpochSecond());
      } catch (IOException e) {
        if (every == null || e instanceof CorruptLogException || !waited(every)) {
          throw e;
        }
        context.note(Errors.message(e));
        continue;
      }
      boolean tells = every == null || look.outcome() != LogWatch.Outcome.UNCHANGED;
      if (tells) {
        answer(look);
      }
      if (look.isFault()) {
        return ExitCode.FOUND;
      }
      if (every == null || !waited(every)) {
        return ExitCode.OK;
      }
    }
  }

  private LogFiles files(Surroundings around) throws UsageException {
    if (log.matches("https?://.*")) {
      return RemoteLog.at(Arguments.checked(() -> URI.create(log)));
    }
    Path folder = around.path(Path.of(log));
    if (!Files.isRegularFile(folder.resolve("checkpoint"))) {
      throw Errors.noLog(folder);
    }
    return LogFiles.in(folder);
  }

  private static boolean waited(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void answer(LogWatch.Look look) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("outcome", word(look.outcome()));
    data.put("before", Long.toString(look.before()));
    data.put("now", Long.toString(look.now()));
    if (look.evidence() != null) {
      data.put("evidence", look.evidence().toString());
    }
    context.answer(text(look), data);
  }

  private static String word(LogWatch.Outcome outcome) {
    return switch (outcome) {
      case FIRST -> "first";
      case UNCHANGED -> "unchanged";
      case GROWN -> "grown";
      case SHRUNK -> "shrunk";
      case FORKED -> "forked";
    };
  }

  private String text(LogWatch.Look look) {
    String sizes = look.before() + " to " + look.now() + " entries";
    String shown = context.around().shown(context.around().path(keep));
    String proof =
        look.evidence() == null
            ? ""
            : "; keep both signed checkpoints, "
                + shown
                + " and "
                + context.around().shown(look.evidence())
                + ", and ask the log's operator";
    return switch (look.outcome()) {
      case FIRST -> "first look at " + log + ": " + look.now() + " entries, kept in " + shown;
      case UNCHANGED -> log + " is unchanged: " + look.now() + " entries";
      case GROWN -> log + " has grown from " + sizes + ", and what was seen is its beginning";
      case SHRUNK -> log + " went back from " + sizes + ": an old copy, or a cache" + proof;
      case FORKED ->
          log + " does not go on from what was seen: from " + sizes + " it was rewritten" + proof;
    };
  }
}
