package org.estover.crawl.quality;

import java.io.IOException;
import java.util.Arrays;

/** Which n-grams the pruning of a fastText model has kept, and the rows that they have got. */
final class KeptNgrams {
  private final int[] ngrams;
  private final int[] rows;

  private KeptNgrams(int[] ngrams, int[] rows) {
    this.ngrams = ngrams;
    this.rows = rows;
  }

  static KeptNgrams read(ModelInput in, long count) throws IOException {
    in.require(count, 2 * Integer.BYTES, "the n-grams kept");
    long[] pairs = new long[Math.toIntExact(count)];
    for (int i = 0; i < pairs.length; i++) {
      int ngram = in.int32("an n-gram kept");
      int row = in.int32("the row of an n-gram kept");
      if (ngram < 0 || row < 0) {
        throw in.wrong(2 * Integer.BYTES, "an n-gram kept", ngram + " in row " + row, "0 or more");
      }
      pairs[i] = ((long) ngram << Integer.SIZE) | row;
    }
    Arrays.sort(pairs);
    int[] ngrams = new int[pairs.length];
    int[] rows = new int[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      ngrams[i] = (int) (pairs[i] >>> Integer.SIZE);
      rows[i] = (int) pairs[i];
    }
    return new KeptNgrams(ngrams, rows);
  }

  /** The row of an n-gram; -1 if it was not kept. */
  int row(int ngram) {
    int place = Arrays.binarySearch(ngrams, ngram);
    return place < 0 ? -1 : rows[place];
  }

  /** The highest row; -1 if there are none. */
  int lastRow() {
    return Arrays.stream(rows).max().orElse(-1);
  }
}
