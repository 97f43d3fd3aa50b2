package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Transcript;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "transcript",
    description = "Writes what a developer signs about a training run (Ed25519, raw).")
final class TrainingTranscript implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      defaultValue = "",
      description = "Id or name of the training run (default: the one).")
  private String run = "";

  @Option(
      names = "--chain",
      paramLabel = "LOG",
      description = "The chain that the trainer logged; its last value is signed, too.")
  private @Nullable Path chain;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; sign its bytes.")
  private Path out = Path.of("");

  TrainingTranscript(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Path file = context.around().path(out);
    try (OpenTrust open = OpenTrust.openReadOnly(context)) {
      TrainingRun named = open.trainingRun(run);
      Path log = chain == null ? null : context.around().path(chain);
      Transcript transcript = open.trust().verifications().transcript(named.id(), log);
      write(file, transcript.signed());
      context.answer(
          new String(transcript.signed(), StandardCharsets.US_ASCII)
              + context.wrote(List.of(file))
              + next(context.around().shown(file), named.name()),
          Map.of("trainingRun", named.id(), "chain", transcript.chain(), "file", file.toString()));
    }
    return ExitCode.OK;
  }

  /** Writes what is not there yet; the same again is no other file. */
  private static void write(Path file, byte[] words) throws IOException {
    if (!Files.exists(file)) {
      Files.write(file, words);
    } else if (!Arrays.equals(Files.readAllBytes(file), words)) {
      throw Errors.exists(file);
    }
  }

  private static String next(String file, String name) {
    return "next: openssl pkeyutl -sign -rawin -inkey KEY.pem -in "
        + file
        + " -out "
        + file
        + ".sig\nnext: estover training verify \""
        + name
        + "\" --signature "
        + file
        + ".sig";
  }
}
