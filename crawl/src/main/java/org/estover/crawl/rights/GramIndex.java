package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds, of many patterns with stars, those that a path may match.
 *
 * <p>Idea: whatever matches a pattern holds three characters in a row that the pattern names. Each
 * pattern is filed under those of its trigrams that fewest others have, so one pass over the path
 * finds all that may match, and most paths find none. Memory: two integers per pattern, two per
 * slot. Immutable and thread-safe.
 */
final class GramIndex {
  static final GramIndex EMPTY = new GramIndex(Map.of());

  private static final int LENGTH = 3;
  private static final int BITS = 7;
  private static final int MASK = (1 << (LENGTH * BITS)) - 1;
  private static final int FREE = -1;
  private static final int SPREAD = 0x9E3779B1;

  private final int[] keys;
  private final int[][] numbers;
  private final int shift;

  private GramIndex(Map<Integer, List<Integer>> byGram) {
    int bits = 3;
    while ((1 << bits) < 2 * byGram.size()) {
      bits++;
    }
    shift = Integer.SIZE - bits;
    keys = new int[1 << bits];
    numbers = new int[1 << bits][];
    Arrays.fill(keys, FREE);
    byGram.forEach(
        (gram, rules) -> {
          int slot = (gram * SPREAD) >>> shift;
          while (keys[slot] != FREE) {
            slot = (slot + 1) & (keys.length - 1);
          }
          keys[slot] = gram;
          numbers[slot] = rules.stream().mapToInt(Integer::intValue).toArray();
        });
  }

  /**
   * Files patterns.
   *
   * @param pieces by number, in rising order, the texts between stars
   */
  static GramIndex of(Map<Integer, List<String>> pieces) {
    Map<Integer, Integer> frequency = new HashMap<>();
    pieces.values().forEach(each -> grams(each).forEach(g -> frequency.merge(g, 1, Integer::sum)));
    Map<Integer, List<Integer>> byGram = new HashMap<>();
    pieces.forEach(
        (number, texts) -> {
          int rarest = FREE;
          for (int gram : grams(texts)) {
            int count = frequency.getOrDefault(gram, 0);
            int least = frequency.getOrDefault(rarest, Integer.MAX_VALUE);
            if (count < least || (count == least && gram < rarest)) {
              rarest = gram;
            }
          }
          byGram.computeIfAbsent(rarest, unused -> new ArrayList<>()).add(number);
        });
    return new GramIndex(byGram);
  }

  /** Whether patterns with these pieces can be filed. */
  static boolean canFile(List<String> pieces) {
    return pieces.stream().anyMatch(piece -> piece.length() >= LENGTH);
  }

  private static Set<Integer> grams(List<String> pieces) {
    Set<Integer> grams = new HashSet<>();
    for (String piece : pieces) {
      int gram = 0;
      for (int i = 0; i < piece.length(); i++) {
        gram = next(gram, piece.charAt(i));
        if (i + 1 >= LENGTH) {
          grams.add(gram);
        }
      }
    }
    return grams;
  }

  /** The trigram behind {@code gram} if {@code c}, which is ASCII, comes next. */
  private static int next(int gram, char c) {
    return ((gram << BITS) | c) & MASK;
  }

  /** Tries one pattern. */
  @FunctionalInterface
  interface Trial {
    boolean matches(int number);
  }

  /** The least number below {@code best} of a pattern that the trial finds, else {@code best}. */
  int first(String text, int from, int to, int best, Trial trial) {
    int least = best;
    long[] seen = null;
    int gram = 0;
    for (int i = from; i < to; i++) {
      gram = next(gram, text.charAt(i));
      if (i - from + 1 < LENGTH) {
        continue;
      }
      int slot = (gram * SPREAD) >>> shift;
      while (keys[slot] != FREE && keys[slot] != gram) {
        slot = (slot + 1) & (keys.length - 1);
      }
      if (keys[slot] == FREE) {
        continue;
      }
      // Each list is tried once, however often its trigram comes by.
      seen = seen == null ? new long[(keys.length >> 6) + 1] : seen;
      if ((seen[slot >> 6] & (1L << slot)) == 0) {
        seen[slot >> 6] |= 1L << slot;
        least = first(numbers[slot], least, trial);
      }
    }
    return least;
  }

  private static int first(int[] numbers, int best, Trial trial) {
    for (int number : numbers) {
      if (number >= best) {
        return best;
      }
      if (trial.matches(number)) {
        return number;
      }
    }
    return best;
  }
}
