package org.estover.crawl.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How well scores part texts that a model has not seen. Both sides weigh the same, however many
 * texts they have.
 *
 * @param positive texts of the positive side
 * @param accuracy the share of texts on the right side of 0.5
 * @param auc the chance that a positive text scores above a negative one
 * @param bins of texts by score
 */
public record Evaluation(int positive, int negative, double accuracy, double auc, List<Bin> bins) {
  private static final int BINS = 10;

  public Evaluation {
    bins = List.copyOf(bins);
  }

  /**
   * Texts of about the same score.
   *
   * @param from the least score, 0.1 below the highest
   * @param texts how many
   * @param meanScore their average score
   * @param positiveShare the share of the positive side's among them
   */
  public record Bin(double from, int texts, double meanScore, double positiveShare) {}

  /** A text that was scored. */
  record Scored(double score, boolean positive) {}

  /** How far scores are from the shares that they promise, on average over all texts. */
  public double calibrationError() {
    long all = bins.stream().mapToLong(Bin::texts).sum();
    return bins.stream()
            .mapToDouble(bin -> bin.texts() * Math.abs(bin.meanScore() - bin.positiveShare()))
            .sum()
        / Math.max(1, all);
  }

  static Evaluation of(List<Scored> texts) {
    List<Scored> sorted = texts.stream().sorted(Comparator.comparingDouble(Scored::score)).toList();
    int positive = (int) sorted.stream().filter(Scored::positive).count();
    int negative = sorted.size() - positive;
    double ofPositive = 1.0 / Math.max(1, positive);
    double ofNegative = 1.0 / Math.max(1, negative);
    double right = 0;
    double[] scores = new double[BINS];
    double[] shares = new double[BINS];
    double[] weights = new double[BINS];
    int[] counts = new int[BINS];
    for (Scored text : sorted) {
      double weight = text.positive() ? ofPositive : ofNegative;
      right += (text.score() >= 0.5) == text.positive() ? weight : 0;
      int bin = Math.min(BINS - 1, (int) (text.score() * BINS));
      counts[bin]++;
      weights[bin] += weight;
      scores[bin] += weight * text.score();
      shares[bin] += text.positive() ? weight : 0;
    }
    Bin[] bins = new Bin[BINS];
    for (int i = 0; i < BINS; i++) {
      double weight = counts[i] == 0 ? 1 : weights[i];
      bins[i] = new Bin(i / (double) BINS, counts[i], scores[i] / weight, shares[i] / weight);
    }
    int sides = (positive > 0 ? 1 : 0) + (negative > 0 ? 1 : 0);
    double accuracy = right / Math.max(1, sides);
    double auc = auc(sorted, positive, negative);
    return new Evaluation(positive, negative, accuracy, auc, Arrays.asList(bins));
  }

  /** Counts pairs; texts of one score are half above one another. */
  private static double auc(List<Scored> sorted, int positive, int negative) {
    double above = 0;
    int below = 0;
    for (int i = 0; i < sorted.size(); ) {
      int end = i;
      int positives = 0;
      while (end < sorted.size() && sorted.get(end).score() == sorted.get(i).score()) {
        positives += sorted.get(end).positive() ? 1 : 0;
        end++;
      }
      int negatives = end - i - positives;
      above += positives * (below + negatives / 2.0);
      below += negatives;
      i = end;
    }
    return positive == 0 || negative == 0 ? 0.5 : above / positive / negative;
  }
}
