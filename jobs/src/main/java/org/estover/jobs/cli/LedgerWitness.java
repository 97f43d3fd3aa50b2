package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "witness",
    description = "Makes a key by which \"ledger watch --cosign\" cosigns checkpoints of others.")
final class LedgerWitness implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(paramLabel = "NAME", description = "Name of the witness, like witness.example.")
  private String name = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, for its owner's eyes only.")
  private Path file = Path.of("");

  LedgerWitness(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Path to = context.around().path(file);
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    SigningKey key = Arguments.checked(() -> SigningKey.generateWitness(name, new SecureRandom()));
    key.write(to, DurableFiles.onDisk());
    String verifier = key.verifier().toString();
    context.answer(
        "public key (give it to everyone who counts on the witness): " + verifier,
        Map.of("verifierKey", verifier, "file", to.toString()));
    return ExitCode.OK;
  }
}
