package org.estover.crawl.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.estover.crawl.language.reference.LiteralCosts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GramTableTest {
  private static final int SYMBOLS = 12;

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  /** Some n-grams whose beginnings are among them, by their keys. */
  private static NavigableMap<Long, List<Integer>> grams(SplittableRandom random) {
    TreeMap<Long, List<Integer>> grams = new TreeMap<>();
    List<List<Integer>> longer = new ArrayList<>();
    for (int symbol = 1; symbol <= SYMBOLS; symbol++) {
      longer.add(List.of(symbol));
    }
    for (int i = 0; i < 400; i++) {
      List<Integer> start = longer.get(random.nextInt(longer.size()));
      if (start.size() < GramTable.LONGEST) {
        List<Integer> gram = new ArrayList<>(start);
        gram.add(1 + random.nextInt(SYMBOLS));
        longer.add(gram);
      }
    }
    for (List<Integer> gram : longer) {
      long key = 0;
      for (int symbol : gram) {
        key = key << GramTable.SYMBOL_BITS | symbol;
      }
      grams.put(key, gram);
    }
    return grams;
  }

  private static int[] end(Map<List<Integer>, int[]> rows, List<Integer> gram, int languages) {
    for (int from = 1; from < gram.size(); from++) {
      int[] row = rows.get(gram.subList(from, gram.size()));
      if (row != null) {
        return row;
      }
    }
    return new int[languages];
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void costsAreThoseOfTheLongestEndsAsDefined(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int languages = 1 + random.nextInt(20);
    NavigableMap<Long, List<Integer>> grams = grams(random);
    Map<List<Integer>, int[]> rows = new HashMap<>();
    byte[][] relative = new byte[languages][grams.size()];
    int at = 0;
    for (List<Integer> gram : grams.values()) {
      int[] row = random.ints(languages, 0, 256).toArray();
      int[] end = end(rows, gram, languages);
      for (int language = 0; language < languages; language++) {
        relative[language][at] = (byte) (row[language] - end[language]);
      }
      rows.put(gram, row);
      at++;
    }
    List<String> tags = IntStream.range(0, languages).mapToObj(Integer::toString).toList();
    long[] keys = grams.keySet().stream().mapToLong(Long::longValue).toArray();
    GramTable table = new GramTable(tags, 70, keys, relative);
    List<Integer> text = new ArrayList<>();
    while (text.size() < 1_500) {
      text.addAll(Objects.requireNonNull(any(grams, random)));
    }
    Collections.rotate(text, 3);
    GramTable.Tally tally = table.new Tally();
    text.forEach(tally::add);
    assertThat(tally.symbols()).isEqualTo(text.size());
    assertThat(tally.costs())
        .isEqualTo(
            new LiteralCosts(rows, languages).of(text, GramTable.BOUNDARY, GramTable.LONGEST));
    assertThat(table.bytes()).isGreaterThan(8L * keys.length);
  }

  private static List<Integer> any(
      NavigableMap<Long, List<Integer>> grams, SplittableRandom random) {
    long key = random.nextLong(grams.lastKey() + 1);
    return grams.floorEntry(Math.max(key, grams.firstKey())).getValue();
  }
}
