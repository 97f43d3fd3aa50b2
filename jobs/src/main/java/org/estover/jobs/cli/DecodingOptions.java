package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.tokenize.bpe.Tokenizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether texts are shown, and by which tokenizer. */
final class DecodingOptions {
  @Option(names = "--text", description = "Shows the text of each span, too.")
  private boolean text;

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "The release's tokenizer.json for --text (default: GPT-2's vocabulary).")
  private @Nullable Path tokenizer;

  private @Nullable Tokenizer loaded;

  boolean text() {
    return text;
  }

  /** Loaded once: a step has thousands of spans. */
  Tokenizer tokenizer(Surroundings around) throws IOException {
    Tokenizer known = loaded;
    if (known == null) {
      known = tokenizer == null ? Tokenizer.gpt2() : Tokenizer.load(around.path(tokenizer));
      loaded = known;
    }
    return known;
  }
}
