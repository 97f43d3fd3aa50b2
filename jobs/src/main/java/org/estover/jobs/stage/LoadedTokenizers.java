package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.estover.jobs.run.RunPlan;
import org.estover.tokenize.bpe.Tokenizer;

/**
 * The tokenizers of this process, each loaded once and lent as cheap copies: tasks come by the
 * thousand, and loading a vocabulary costs more than a small file's worth of tokens.
 */
final class LoadedTokenizers {
  private static final Map<String, Tokenizer> LOADED = new HashMap<>();

  private LoadedTokenizers() {}

  /** The plan's tokenizer. */
  static Tokenizer of(RunPlan.TokenizerPlan plan) throws IOException {
    return load(path(plan));
  }

  /** What {@link #load} loads for a plan; empty is GPT-2's vocabulary. */
  static String path(RunPlan.TokenizerPlan plan) {
    Optional<Path> file = plan.file();
    return file.isPresent() ? file.get().toString() : "";
  }

  /** Loads a tokenizer anew. */
  private static Tokenizer load(String path) throws IOException {
    return path.isEmpty() ? Tokenizer.gpt2() : Tokenizer.load(Path.of(path));
  }

  /**
   * A copy of the tokenizer that was loaded from {@code path} and has the digest {@code sha256}.
   *
   * @throws IOException if the file cannot be read, or holds another tokenizer than it did
   */
  static Tokenizer copy(String path, String sha256) throws IOException {
    synchronized (LOADED) {
      Tokenizer tokenizer = LOADED.get(sha256);
      if (tokenizer == null) {
        tokenizer = load(path);
        if (!digest(tokenizer).equals(sha256)) {
          throw Errors.tokenizerChanged(path, sha256, digest(tokenizer));
        }
        LOADED.put(sha256, tokenizer);
      }
      return tokenizer.copy();
    }
  }

  static String digest(Tokenizer tokenizer) {
    return HexFormat.of().formatHex(tokenizer.digest());
  }
}
