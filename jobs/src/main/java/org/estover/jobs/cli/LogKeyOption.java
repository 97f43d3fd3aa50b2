package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estover.ledger.log.VerifierKey;
import picocli.CommandLine.Option;

/** By whose key a log is known; the same for every command that trusts nothing else. */
final class LogKeyOption {
  static final String NAME = "--vkey";
  static final String DESCRIPTION =
      "The log's public key, as \"ledger init\" printed it, or a file with it.";

  @Option(names = NAME, required = true, paramLabel = "KEY", description = DESCRIPTION)
  private String key = "";

  /** The log's key; a witness's is none. */
  VerifierKey key(Surroundings around) throws UsageException {
    return ofLog(around, key);
  }

  /** The key of a log that a text is, or that stands in the file of that name. */
  static VerifierKey ofLog(Surroundings around, String key) throws UsageException {
    VerifierKey parsed = parse(around, key);
    if (parsed.isWitness()) {
      throw Errors.onlyAWitness(parsed.name());
    }
    return parsed;
  }

  /**
   * The public key, of a log or a witness, that a text is or that stands in the file of that name.
   */
  static VerifierKey parse(Surroundings around, String key) throws UsageException {
    return Arguments.checked(
        () -> {
          String text = key;
          Path named = around.path(Path.of(key.isEmpty() ? "." : key));
          if (Files.isRegularFile(named)) {
            try {
              text = Files.readString(named).strip();
            } catch (IOException e) {
              throw new IllegalArgumentException(named + ": " + e.getMessage(), e);
            }
          }
          return VerifierKey.parse(text);
        });
  }
}
