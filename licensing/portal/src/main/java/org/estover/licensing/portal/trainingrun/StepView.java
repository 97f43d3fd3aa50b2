package org.estover.licensing.portal.trainingrun;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.BatchSequence;
import org.estover.tokenize.reconstruct.PlacedSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.ReleasedDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a training run read, some sequences of it.
 *
 * @param step the step, from 0
 * @param first number of the first sequence shown, from 0
 * @param sequences those that are shown
 */
record StepView(long step, int first, List<SequenceView> sequences) {

  /** How many sequences a page shows. */
  static final int SEQUENCES = 16;

  /**
   * A sequence.
   *
   * @param number its number within the step, from 0
   * @param placed where it stands
   * @param spans its documents' parts
   */
  record SequenceView(int number, PlacedSequence placed, List<SpanView> spans) {}

  /**
   * A document's part of a sequence.
   *
   * @param span which tokens
   * @param document the document; of one that was taken down only the id is shown
   * @param isMasked whether it was taken down
   * @param text its text, or "" where the visitor may not read it
   */
  record SpanView(Span span, ReleasedDocument document, boolean isMasked, String text) {}

  /**
   * Reads a page of a step.
   *
   * @param tokenizer decodes the texts for who has the grant, or null where nobody may read them
   */
  static StepView of(
      Reconstruct release, TrainingRun run, long step, int first, @Nullable Tokenizer tokenizer)
      throws IOException {
    BatchPlan plan = new BatchPlan(run.sequencesPerStep());
    long from = plan.firstPosition(step) + first;
    long to = Math.min(plan.endPosition(step), from + SEQUENCES);
    List<SequenceView> views = new ArrayList<>();
    int number = first;
    for (BatchSequence sequence : release.sequences(from, to)) {
      List<SpanView> spans = new ArrayList<>();
      for (Span span : sequence.spans()) {
        String text = tokenizer == null ? "" : release.text(sequence, span, tokenizer);
        spans.add(new SpanView(span, span.document(), span.isMasked(), text));
      }
      views.add(new SequenceView(number++, sequence.placed(), spans));
    }
    return new StepView(step, first, views);
  }
}
