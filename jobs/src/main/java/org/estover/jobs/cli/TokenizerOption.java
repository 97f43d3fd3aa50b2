package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.tokenize.bpe.Tokenizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tokenizer encodes or decodes. */
final class TokenizerOption {
  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description =
          "A tokenizer.json, or a rank file named after its encoding; of a release the one that it"
              + " was made with (default: GPT-2's).")
  private @Nullable Path file;

  /** Reads it; every call does. */
  Tokenizer load(Surroundings around) throws IOException {
    return file == null ? Tokenizer.gpt2() : Tokenizer.load(around.path(file));
  }
}
