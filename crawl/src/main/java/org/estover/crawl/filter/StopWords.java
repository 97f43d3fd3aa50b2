package org.estover.crawl.filter;

import java.util.Arrays;

/**
 * Gopher's stop words, found without comparing characters or branching: a word of four characters
 * or fewer is one number, and a product tells its place in a table.
 */
final class StopWords {
  /** The characters of the longest. */
  static final int LONGEST = 4;

  /** What the characters of a word follow on: a space, so that no shorter word looks like it. */
  static final long START = ' ';

  private static final String[] WORDS = {"the", "be", "to", "of", "and", "that", "have", "with"};
  private static final int TABLE_BITS = 4;
  private static final long FACTOR = factor();
  private static final long[] TABLE = table(FACTOR);

  private StopWords() {}

  /**
   * A bit for a stop word, of its own for each; 0 for what is none.
   *
   * @param letters a word of four characters or fewer: {@link #START} and these, 16 bits each, the
   *     last one lowest
   */
  static int bit(long letters) {
    int place = place(letters, FACTOR);
    long difference = TABLE[place] ^ letters;
    int isEqual = (int) (((difference - 1) & ~difference) >>> 63);
    return isEqual << place;
  }

  /** The same of a word of any length. */
  static int bit(char[] of, int start, int end) {
    if (end - start > LONGEST) {
      return 0;
    }
    long letters = START;
    for (int i = start; i < end; i++) {
      letters = letters << 16 | of[i];
    }
    return bit(letters);
  }

  private static int place(long letters, long factor) {
    return (int) ((letters * factor) >>> (64 - TABLE_BITS));
  }

  /** The first of a row of odd factors that gives each word a place of its own. */
  private static long factor() {
    long factor = 1;
    while (Arrays.stream(table(factor)).filter(letters -> letters != 0).count() < WORDS.length) {
      factor += 0x9e3779b97f4a7c16L;
    }
    return factor;
  }

  private static long[] table(long factor) {
    long[] table = new long[1 << TABLE_BITS];
    for (String word : WORDS) {
      long letters = word.chars().asLongStream().reduce(START, (all, c) -> all << 16 | c);
      table[place(letters, factor)] = letters;
    }
    return table;
  }
}
