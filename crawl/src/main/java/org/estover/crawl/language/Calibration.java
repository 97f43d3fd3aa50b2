package org.estover.crawl.language;

/**
 * How evidence becomes a probability.
 *
 * <p>Letters that follow each other do not speak independently: a text about one thing repeats its
 * words, and a model is wrong about the same thing again and again. So the difference of the
 * logarithms of two languages' probabilities is multiplied by {@code scale * symbols ^ -decay}.
 *
 * @param scale what the evidence of a single symbol counts
 * @param decay how fast that falls with the number of symbols
 */
record Calibration(double scale, double decay) {
  /** Fitted on the development half of the evaluation texts (infra/bench/language). */
  static final Calibration V1 = new Calibration(1.055, 0.3);

  /** By what differences of logarithms are multiplied after so many symbols. */
  double weight(int symbols) {
    return scale * StrictMath.pow(symbols + 1.0, -decay);
  }
}
