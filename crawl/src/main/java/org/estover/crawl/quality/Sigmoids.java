package org.estover.crawl.quality;

/** Labels that are right or not each by itself: models of negative sampling or one-vs-all. */
record Sigmoids(Matrix output) implements OutputLayer {
  private static final int STEPS = 512;
  private static final int MAX = 8;
  private static final float[] TABLE = table();

  private static float[] table() {
    float[] table = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      float x = (float) (i * 2 * MAX) / STEPS - MAX;
      table[i] = (float) (1.0 / (1.0 + OutputLayer.exp(-x)));
    }
    return table;
  }

  /** The sigmoid as fastText has it: by a table, of which the lower step counts. */
  private static float sigmoid(float x) {
    if (x < -MAX) {
      return 0;
    }
    if (x > MAX) {
      return 1;
    }
    return TABLE[(int) ((x + MAX) * STEPS / MAX / 2)];
  }

  @Override
  public void probabilities(float[] hidden, float[] into) {
    for (int i = 0; i < output.rows(); i++) {
      into[i] = probability(hidden, i, into);
    }
  }

  @Override
  public float probability(float[] hidden, int label, float[] scratch) {
    return OutputLayer.printed(sigmoid(output.dot(hidden, label)));
  }
}
