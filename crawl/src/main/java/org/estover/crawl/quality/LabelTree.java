package org.estover.crawl.quality;

/**
 * Labels as leaves of a binary tree, the rarer the deeper: a model of hierarchical softmax. A
 * label's probability is the product of the turns on the way to it.
 *
 * <p>The tree is Huffman's for the labels' counts in the dictionary. A node has a higher number
 * than what hangs below it, so one way down the numbers visits parents first.
 */
final class LabelTree implements OutputLayer {
  private static final long NO_COUNT = 1_000_000_000_000_000L;

  /** What is less likely than this is not predicted, nor is anything below it. */
  private static final float LEAST = OutputLayer.log(0);

  private final Matrix output;
  private final int labels;
  private final int[] parents;
  private final boolean[] right;

  /**
   * Builds the tree.
   *
   * @param counts of the labels, which add up to less than {@link #mostCounted}
   */
  LabelTree(Matrix output, long[] counts) {
    this.output = output;
    labels = counts.length;
    int nodes = 2 * labels - 1;
    parents = new int[nodes];
    right = new boolean[nodes];
    long[] tally = new long[nodes];
    for (int i = 0; i < nodes; i++) {
      tally[i] = i < labels ? counts[i] : NO_COUNT;
    }
    int leaf = labels - 1;
    int next = labels;
    for (int node = labels; node < nodes; node++) {
      tally[node] = 0;
      long sum = 0;
      for (int turn = 0; turn < 2; turn++) {
        boolean takesLeaf = leaf >= 0 && (next == node || tally[leaf] < tally[next]);
        int child = takesLeaf ? leaf-- : next++;
        parents[child] = node;
        right[child] = turn == 1;
        sum += tally[child];
      }
      tally[node] = sum;
    }
  }

  /** What the counts of all labels stay below. */
  static long mostCounted() {
    return NO_COUNT;
  }

  @Override
  public void probabilities(float[] hidden, float[] into) {
    int root = 2 * labels - 2;
    float[] scores = new float[root + 1];
    float[] turns = new float[root + 1];
    for (int node = root; node >= 0; node--) {
      if (node < root) {
        float before = scores[parents[node]];
        float score = before + turn(turns[parents[node]], right[node]);
        scores[node] = score < LEAST ? Float.NEGATIVE_INFINITY : score;
      }
      if (node >= labels) {
        turns[node] = probabilityOfRight(hidden, node);
      } else {
        into[node] = OutputLayer.exp(scores[node]);
      }
    }
  }

  @Override
  public float probability(float[] hidden, int label, float[] scratch) {
    int depth = 0;
    for (int node = label; node < 2 * labels - 2; node = parents[node]) {
      depth++;
    }
    int[] way = new int[depth];
    for (int node = label; depth > 0; node = parents[node]) {
      way[--depth] = node;
    }
    float score = 0;
    for (int node : way) {
      score += turn(probabilityOfRight(hidden, parents[node]), right[node]);
      if (score < LEAST) {
        return 0;
      }
    }
    return OutputLayer.exp(score);
  }

  private static float turn(float toTheRight, boolean isRight) {
    return OutputLayer.log(isRight ? toTheRight : (float) (1.0 - toTheRight));
  }

  private float probabilityOfRight(float[] hidden, int node) {
    float value = output.dot(hidden, node - labels);
    return (float) (1.0 / (1 + OutputLayer.exp(-value)));
  }
}
