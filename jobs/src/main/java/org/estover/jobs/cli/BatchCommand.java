package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.reconstruct.BatchArray;
import org.estover.tokenize.reconstruct.BatchSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.CanonicalJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "batch",
    description = "Prints what a training step read as JSON, a line per sequence; or as .npy.")
final class BatchCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final StepOptions step = new StepOptions();
  @Mixin private final DecodingOptions decoding = new DecodingOptions();

  @Option(names = "--tokens", description = "Puts the tokens into each line, too.")
  private boolean tokens;

  @Option(
      names = "--npy",
      paramLabel = "FILE",
      description = "Also writes the tokens as a NumPy array of shape (sequences, tokens).")
  private @Nullable Path npy;

  private final MaskedTally masked = new MaskedTally();

  BatchCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    long sequences = step.sequences();
    try (Reconstruct reconstruct = step.open(context)) {
      if (npy == null) {
        reconstruct.batch(
            step.step(), step.plan(), step.part(), sequence -> print(reconstruct, sequence));
        masked.note(context);
        return ExitCode.OK;
      }
      Path file = context.around().path(npy);
      if (Files.exists(file)) {
        throw Errors.exists(file);
      }
      try (BatchArray array = BatchArray.create(file, sequences, reconstruct)) {
        reconstruct.batch(
            step.step(),
            step.plan(),
            step.part(),
            sequence -> {
              array.add(sequence);
              print(reconstruct, sequence);
            });
        array.finish();
      }
      masked.note(context);
    }
    return ExitCode.OK;
  }

  private void print(Reconstruct reconstruct, BatchSequence sequence) throws IOException {
    List<Object> spans = new ArrayList<>();
    for (Span span : sequence.spans()) {
      Map<String, Object> data = span.toJson();
      if (decoding.text()) {
        data.put("text", reconstruct.text(sequence, span, decoding.tokenizer(context.around())));
      }
      spans.add(data);
    }
    Map<String, Object> line = sequence.placed().toJson();
    line.put("step", step.step());
    line.put("spans", spans);
    masked.add(sequence);
    if (sequence.maskedTokens() > 0) {
      line.put(MaskedTally.TOKENS, sequence.maskedTokens());
    }
    if (tokens) {
      line.put("tokens", Arrays.stream(sequence.tokens()).boxed().toList());
    }
    context.around().out().println(CanonicalJson.text(line));
  }
}
