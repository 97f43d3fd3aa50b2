package org.estover.crawl.quality;

import java.nio.charset.StandardCharsets;

/** Scores texts by one label of a model; keeps memory between texts, so it serves one thread. */
public interface Scorer {
  /**
   * Returns how sure the model is of the label, from 0 to 1 (fastText's own probabilities may be
   * 0.00001 more). A text of which the model knows nothing scores 0.
   *
   * @param utf8 holds the text in UTF-8, from {@code from} to before {@code to}
   */
  double score(byte[] utf8, int from, int to);

  /** Scores a text. */
  default double score(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return score(utf8, 0, utf8.length);
  }
}
