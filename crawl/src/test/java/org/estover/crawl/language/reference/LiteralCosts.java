package org.estover.crawl.language.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a text costs, by looking for the longest end of what was read, from the longest on. */
public final class LiteralCosts {
  private final Map<List<Integer>, int[]> rows;
  private final int languages;

  /** Costs by n-gram, those of all single symbols among them. */
  public LiteralCosts(Map<List<Integer>, int[]> rows, int languages) {
    this.rows = rows;
    this.languages = languages;
  }

  /** What the symbols after a boundary cost in each language. */
  public long[] of(List<Integer> symbols, int boundary, int longest) {
    long[] costs = new long[languages];
    for (int end = 1; end <= symbols.size(); end++) {
      List<Integer> read = new ArrayList<>(symbols.subList(0, end));
      read.add(0, boundary);
      int[] row = null;
      for (int length = Math.min(longest, read.size()); row == null; length--) {
        row = rows.get(read.subList(read.size() - length, read.size()));
      }
      for (int language = 0; language < languages; language++) {
        costs[language] += Objects.requireNonNull(row)[language];
      }
    }
    return costs;
  }
}
