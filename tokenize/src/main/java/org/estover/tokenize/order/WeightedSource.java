package org.estover.tokenize.order;

/**
 * A source as the order sees it: its name, the length of its token stream and its weight.
 *
 * @param tokens all tokens of the stream, ends of document included
 * @param weight a decimal string as {@link Quotas} reads it
 */
public record WeightedSource(String name, long tokens, String weight) {
  /** Checks name, count and weight. */
  public WeightedSource {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a source needs a name");
    }
    if (tokens < 0) {
      throw new IllegalArgumentException(name + ": " + tokens + " tokens");
    }
    Quotas.parse(weight);
  }
}
