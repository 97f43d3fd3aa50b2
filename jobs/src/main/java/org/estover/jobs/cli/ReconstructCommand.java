package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.PlacedSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.ReleasedDocument;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reconstruct",
    description =
        "Shows what a training step read: tokens and, per span, document, URL, license, holder.")
final class ReconstructCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "RELEASE",
      arity = "0..1",
      description = "Folder or id of the release (default: the run's own).")
  private @Nullable String release;

  @Option(names = "--step", required = true, paramLabel = "N", description = "Step, from 0.")
  private long step;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "32",
      description = "Sequences per step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--text", description = "Shows the text of each span, too.")
  private boolean text;

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "The release's tokenizer.json for --text (default: GPT-2's vocabulary).")
  private @Nullable Path tokenizer;

  private @Nullable Tokenizer loaded;

  ReconstructCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    BatchPlan plan = new BatchPlan(batch);
    try (Reconstruct reconstruct = Reconstruct.open(context.release(release))) {
      long steps = reconstruct.steps(plan);
      if (step < 0 || step >= steps) {
        throw Errors.noStep(step, steps);
      }
      StringBuilder people = new StringBuilder();
      List<Object> sequences = new ArrayList<>();
      for (PlacedSequence sequence : reconstruct.sequencesOfStep(step, plan)) {
        sequences.add(sequence(reconstruct, sequence, people));
      }
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("release", reconstruct.release().id());
      data.put("step", step);
      data.put("steps", steps);
      data.put("sequences", sequences);
      context.answer(people.toString(), data);
    }
    return ExitCode.OK;
  }

  private Map<String, Object> sequence(
      Reconstruct reconstruct, PlacedSequence sequence, StringBuilder people) throws IOException {
    people.append("sequence ").append(sequence.position());
    people.append(", source ").append(sequence.source()).append('\n');
    Table table = new Table().row("  tokens", "document", "license", "holder", "URL");
    List<Object> spans = new ArrayList<>();
    for (Span span : reconstruct.spans(sequence.position())) {
      ReleasedDocument document = span.document();
      table.row(
          "  " + span.from() + "-" + (span.to() - 1),
          document.id(),
          document.license(),
          document.holder(),
          document.uri());
      spans.add(span(reconstruct, sequence, span));
    }
    people.append(table);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("position", sequence.position());
    data.put("source", sequence.source());
    data.put("tokens", reconstruct.tokens(sequence.position()));
    data.put("spans", spans);
    if (text) {
      for (Object span : spans) {
        people.append(((Map<?, ?>) span).get("text")).append('\n');
      }
    }
    return data;
  }

  private Map<String, Object> span(Reconstruct reconstruct, PlacedSequence sequence, Span span)
      throws IOException {
    ReleasedDocument document = span.document();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("from", span.from());
    data.put("to", span.to());
    data.put("document", document.id());
    data.put("uri", document.uri());
    data.put("source", document.source());
    data.put("license", document.license());
    data.put("holder", document.holder());
    if (text) {
      data.put("text", reconstruct.text(sequence.position(), span, tokenizer()));
    }
    return data;
  }

  /** Loaded once: a step has thousands of spans. */
  private Tokenizer tokenizer() throws IOException {
    Tokenizer known = loaded;
    if (known == null) {
      known =
          tokenizer == null ? Tokenizer.gpt2() : Tokenizer.load(context.around().path(tokenizer));
      loaded = known;
    }
    return known;
  }
}
