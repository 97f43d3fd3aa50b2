package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.reconstruct.BatchSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.ReleasedDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "reconstruct",
    description =
        "Shows what a training step read: tokens and, per span, document, URL, license, holder.")
final class ReconstructCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final StepOptions step = new StepOptions();
  @Mixin private final DecodingOptions decoding = new DecodingOptions();

  ReconstructCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (Reconstruct reconstruct = step.open(context)) {
      StringBuilder people = new StringBuilder();
      List<Object> sequences = new ArrayList<>();
      MaskedTally masked = new MaskedTally();
      reconstruct.batch(
          step.step(),
          step.plan(),
          step.part(),
          sequence -> {
            masked.add(sequence);
            sequences.add(sequence(reconstruct, sequence, people));
          });
      Map<String, Object> data = OrderOption.answer(reconstruct);
      data.put("step", step.step());
      data.put("steps", reconstruct.steps(step.plan()));
      data.put("sequences", sequences);
      masked.tell(people, data);
      context.answer(people.toString(), data);
    }
    return ExitCode.OK;
  }

  private Map<String, Object> sequence(
      Reconstruct reconstruct, BatchSequence sequence, StringBuilder people) throws IOException {
    people.append("sequence ").append(sequence.placed().position());
    people.append(", source ").append(sequence.placed().source()).append('\n');
    Table table =
        new Table().row("  tokens", "document", "of document", "license", "holder", "URL");
    List<Object> spans = new ArrayList<>();
    for (Span span : sequence.spans()) {
      ReleasedDocument document = span.document();
      table.row(
          "  " + span.from() + "-" + (span.to() - 1),
          document.id(),
          span.documentFrom() + "-" + (span.documentTo() - 1),
          document.license(),
          document.holder(),
          document.uri());
      spans.add(span(reconstruct, sequence, span));
    }
    people.append(table);
    if (decoding.text()) {
      for (int s = 0; s < spans.size(); s++) {
        Span span = sequence.spans().get(s);
        people.append("  tokens ").append(span.from()).append('-').append(span.to() - 1);
        people.append(":\n").append(((Map<?, ?>) spans.get(s)).get("text")).append('\n');
      }
    }
    Map<String, Object> data = sequence.placed().toJson();
    data.put("tokens", sequence.tokens());
    data.put("spans", spans);
    return data;
  }

  private Map<String, Object> span(Reconstruct reconstruct, BatchSequence sequence, Span span)
      throws IOException {
    Map<String, Object> data = span.toJson();
    if (decoding.text()) {
      data.put("text", reconstruct.text(sequence, span, decoding.tokenizer(context.around())));
    }
    return data;
  }
}
