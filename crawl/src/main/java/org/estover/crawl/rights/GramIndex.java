package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

  /** Slots per trigram: most paths' trigrams meet a free one. */
  private static final int LOAD = 8;

  private static final int SPREAD = 0x9E3779B1;

  private final int[] keys;
  private final int[][] numbers;
  private final int shift;

  /** The least number of all. */
  private final int least;

  private GramIndex(Map<Integer, List<Integer>> byGram) {
    int bits = 3;
    while ((1 << bits) < LOAD * byGram.size()) {
      bits++;
    }
    shift = Integer.SIZE - bits;
    least =
        byGram.values().stream()
            .flatMap(List::stream)
            .min(Comparator.naturalOrder())
            .orElse(Integer.MAX_VALUE);
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
    if (to - from < LENGTH || best <= least) {
      return best;
    }
    int found = best;
    long[] seen = null;
    int gram = next(text.charAt(from), text.charAt(from + 1));
    for (int i = from + LENGTH - 1; i < to; i++) {
      gram = next(gram, text.charAt(i));
      int slot = (gram * SPREAD) >>> shift;
      int key = keys[slot];
      while (key != FREE && key != gram) {
        slot = (slot + 1) & (keys.length - 1);
        key = keys[slot];
      }
      if (key == FREE) {
        continue;
      }
      // Each list is tried once, however often its trigram comes by.
      seen = seen == null ? new long[(keys.length >> 6) + 1] : seen;
      if ((seen[slot >> 6] & (1L << slot)) == 0) {
        seen[slot >> 6] |= 1L << slot;
        found = first(numbers[slot], found, trial);
      }
    }
    return found;
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
