package org.estover.crawl.quality;

/** Labels of which one is right. */
record Softmax(Matrix output) implements OutputLayer {
  @Override
  public void probabilities(float[] hidden, float[] into) {
    softmax(hidden, into);
    for (int i = 0; i < output.rows(); i++) {
      into[i] = OutputLayer.printed(into[i]);
    }
  }

  @Override
  public float probability(float[] hidden, int label, float[] scratch) {
    softmax(hidden, scratch);
    return OutputLayer.printed(scratch[label]);
  }

  private void softmax(float[] hidden, float[] into) {
    int labels = output.rows();
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < labels; i++) {
      into[i] = output.dot(hidden, i);
      max = Math.max(max, into[i]);
    }
    float sum = 0;
    for (int i = 0; i < labels; i++) {
      into[i] = OutputLayer.exp(into[i] - max);
      sum += into[i];
    }
    for (int i = 0; i < labels; i++) {
      into[i] /= sum;
    }
  }
}
