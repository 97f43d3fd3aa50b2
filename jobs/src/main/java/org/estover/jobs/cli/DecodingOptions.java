package org.estover.jobs.cli;

import java.io.IOException;
import org.estover.tokenize.bpe.Tokenizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether texts are shown, and by which tokenizer. */
final class DecodingOptions {
  @Option(names = "--text", description = "Shows the text of each span, too.")
  private boolean text;

  @Mixin private final TokenizerOption tokenizer = new TokenizerOption();

  private @Nullable Tokenizer loaded;

  boolean text() {
    return text;
  }

  /** Loaded once: a step has thousands of spans. */
  Tokenizer tokenizer(Surroundings around) throws IOException {
    Tokenizer known = loaded;
    if (known == null) {
      known = tokenizer.load(around);
      loaded = known;
    }
    return known;
  }
}
