package org.estover.crawl.quality;

/**
 * The end of a fastText model: from the average of a text's rows to the probability of each label.
 *
 * <p>Probabilities are those that fastText prints: it adds 0.00001 before it takes a logarithm, and
 * takes the exponential of that again, so that its numbers lie a little above the true ones.
 */
sealed interface OutputLayer permits Softmax, Sigmoids, LabelTree {
  /** What fastText adds to a probability. */
  double EPSILON = 1e-5;

  /** Writes the probability of every label. */
  void probabilities(float[] hidden, float[] into);

  /**
   * The probability of one label.
   *
   * @param scratch room for one of every label
   */
  float probability(float[] hidden, int label, float[] scratch);

  /** The logarithm as fastText takes it. */
  static float log(float probability) {
    return (float) StrictMath.log(probability + EPSILON);
  }

  static float exp(float value) {
    return (float) StrictMath.exp(value);
  }

  /** The probability as it is printed. */
  static float printed(float probability) {
    return exp(log(probability));
  }
}
