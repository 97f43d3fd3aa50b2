package org.estover.tokenize.reconstruct;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * A test whether what was found stands evenly in the training order: a chi-square test over its
 * deciles, as many asked about in each.
 *
 * <p>With e = found * rows of the decile / all rows, the statistic is the sum of (found in the
 * decile - e)^2 / e. If finding does not depend on the order, it has the chi-square distribution of
 * {@link #degrees} degrees of freedom, as long as no e is small (the usual rule is 5).
 *
 * @param rows how many were asked about, by decile
 * @param found how many of them were found
 * @param pValue the probability of that statistic or a greater one, by the chi-square distribution
 * @param exactPValue the same, by the distribution itself: of all ways in which so many can be
 *     found among the rows, the share of those with that statistic or a greater one; empty where
 *     more than {@value OrderUniformity#EXACT_LIMIT} were found, for which it is not computed
 */
public record OrderUniformity(
    List<Long> rows,
    List<Long> found,
    double statistic,
    int degrees,
    double pValue,
    OptionalDouble exactPValue) {
  /** So many found, or not found, are counted out exactly. */
  public static final int EXACT_LIMIT = 150;

  /** Copies the lists. */
  public OrderUniformity {
    rows = List.copyOf(rows);
    found = List.copyOf(found);
  }

  /** The decile of a row, of which there are {@code rows}: as even as possible. */
  static int decile(long row, long rows) {
    int decile = (int) (10 * (double) row / rows);
    // The quotient may be off by one; [d * rows / 10, (d + 1) * rows / 10) is meant.
    while (decile > 0 && row < start(decile, rows)) {
      decile--;
    }
    while (decile < 9 && row >= start(decile + 1, rows)) {
      decile++;
    }
    return decile;
  }

  private static long start(int decile, long rows) {
    return rows / 10 * decile + rows % 10 * decile / 10;
  }

  /**
   * Tests counts by group.
   *
   * @param rows of each group; groups without any are left out
   */
  static OrderUniformity of(long[] rows, long[] found) {
    long all = LongStream.of(rows).sum();
    long allFound = LongStream.of(found).sum();
    double statistic = 0;
    int groups = 0;
    for (int g = 0; g < rows.length; g++) {
      if (found[g] < 0 || found[g] > rows[g]) {
        throw new IllegalArgumentException(found[g] + " found of " + rows[g]);
      }
      if (rows[g] > 0) {
        groups++;
        if (allFound > 0) {
          double expected = (double) allFound * rows[g] / all;
          statistic += (found[g] - expected) * (found[g] - expected) / expected;
        }
      }
    }
    int degrees = Math.max(0, groups - 1);
    double pValue = degrees == 0 ? 1 : ChiSquare.survival(statistic, degrees);
    return new OrderUniformity(
        LongStream.of(rows).boxed().toList(),
        LongStream.of(found).boxed().toList(),
        statistic,
        degrees,
        pValue,
        exact(rows, found, all, allFound));
  }

  /**
   * The exact p-value, by counting out the sums of squares that groups of equal size can have:
   * O(found^4) for each group. Groups of at most two sizes.
   */
  private static OptionalDouble exact(long[] rows, long[] found, long all, long allFound) {
    // Not finding is as uniform as finding, and may be rarer.
    boolean few = allFound <= all - allFound;
    long most = few ? allFound : all - allFound;
    long[] sizes = LongStream.of(rows).filter(size -> size > 0).distinct().sorted().toArray();
    if (most > EXACT_LIMIT || sizes.length == 0 || sizes.length > 2) {
      return OptionalDouble.empty();
    }
    int sum = (int) most;
    long sizeA = sizes[0];
    long sizeB = sizes[sizes.length - 1];
    double share = all == 0 ? 0 : (double) sum / all;
    double[][] ofA = {{1}};
    double[][] ofB = {{1}};
    long observed = 0;
    for (int g = 0; g < rows.length; g++) {
      long count = few ? found[g] : rows[g] - found[g];
      if (rows[g] == sizeA) {
        ofA = with(ofA, binomial(sizeA, share, sum), sum);
        observed += count * count * sizeB;
      } else if (rows[g] > 0) {
        ofB = with(ofB, binomial(sizeB, share, sum), sum);
        observed += count * count * sizeA;
      }
    }
    return OptionalDouble.of(tail(ofA, sizeA, ofB, sizeB, observed, sum));
  }

  /** Probabilities of 0, 1, ... found among {@code size}, up to {@code most}. */
  private static double[] binomial(long size, double share, int most) {
    double[] probability = new double[(int) Math.min(size, most) + 1];
    probability[0] = Math.exp(size * Math.log1p(-share));
    for (int k = 1; k < probability.length; k++) {
      probability[k] = probability[k - 1] * (size - k + 1) / k * share / (1 - share);
    }
    return probability;
  }

  /** Adds a group to the distribution of (sum, sum of squares). */
  private static double[][] with(double[][] table, double[] group, int most) {
    int rowsAfter = Math.min(most, table.length - 1 + group.length - 1) + 1;
    double[][] after = new double[rowsAfter][];
    Arrays.setAll(after, sum -> new double[sum * sum + 1]);
    for (int sum = 0; sum < table.length; sum++) {
      for (int squares = 0; squares < table[sum].length; squares++) {
        double probability = table[sum][squares];
        if (probability > 0) {
          for (int k = 0; k < group.length && sum + k < rowsAfter; k++) {
            after[sum + k][squares + k * k] += probability * group[k];
          }
        }
      }
    }
    return after;
  }

  private static double tail(
      double[][] ofA, long sizeA, double[][] ofB, long sizeB, long observed, int sum) {
    double all = 0;
    double tail = 0;
    for (int sumA = 0; sumA < ofA.length; sumA++) {
      int sumB = sum - sumA;
      if (sumB < 0 || sumB >= ofB.length) {
        continue;
      }
      double[] orMore = ofB[sumB].clone();
      for (int squares = orMore.length - 2; squares >= 0; squares--) {
        orMore[squares] += orMore[squares + 1];
      }
      for (int squares = 0; squares < ofA[sumA].length; squares++) {
        double probability = ofA[sumA][squares];
        long missing = Math.max(0, observed - squares * sizeB);
        long least = (missing + sizeA - 1) / sizeA;
        all += probability * orMore[0];
        tail += least < orMore.length ? probability * orMore[(int) least] : 0;
      }
    }
    return all == 0 ? 1 : Math.min(1, tail / all);
  }
}
