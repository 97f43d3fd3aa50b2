package org.estover.tokenize.reconstruct;

import java.util.Arrays;
import java.util.List;

/**
 * A sequence as a trainer reads it, with what it is made of.
 *
 * @param placed where it stands
 * @param tokens its L+1 tokens: L inputs and the last target; ends of text in spans that are masked
 * @param spans the documents' parts, without gaps
 */
@SuppressWarnings("ArrayRecordComponent") // two million tokens a step are no list
public record BatchSequence(PlacedSequence placed, int[] tokens, List<Span> spans) {
  /** Copies the spans. */
  public BatchSequence {
    spans = List.copyOf(spans);
  }

  /** How many of the tokens are masked, as their documents were taken down. */
  public long maskedTokens() {
    return spans.stream()
        .filter(Span::isMasked)
        .mapToLong(span -> (long) span.to() - span.from())
        .sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchSequence sequence
        && placed.equals(sequence.placed)
        && Arrays.equals(tokens, sequence.tokens)
        && spans.equals(sequence.spans);
  }

  @Override
  public int hashCode() {
    return placed.hashCode();
  }

  @Override
  public String toString() {
    return placed + " of " + spans.size() + " spans";
  }
}
