package org.estover.jobs.cli;

import java.io.IOException;
import org.estover.jobs.run.Progress;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the studies of a training have in common: its batch, the tokenizer, and threads. */
final class StudyOptions {
  private static final int WORKERS_LIMIT = 1024;

  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final TokenizerOption tokenizer = new TokenizerOption();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that read (default: one per processor); they change no answer.")
  private @Nullable Integer workers;

  BatchPlan plan() throws UsageException {
    return batch.plan();
  }

  Tokenizer tokenizer(Surroundings around) throws IOException {
    return tokenizer.load(around);
  }

  int workers() throws UsageException {
    int wanted = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    if (wanted < 1 || wanted > WORKERS_LIMIT) {
      throw Errors.notWithin("--workers", wanted, 1, WORKERS_LIMIT);
    }
    return wanted;
  }

  /** A bar over the tokens of a release. */
  static Progress.Bar progress(Context context, String label, long tokens) {
    return context.progress().start(label, "tokens", tokens);
  }
}
