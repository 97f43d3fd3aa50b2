package org.estover.crawl.filter;

import java.util.Arrays;

/**
 * Numbers the words of a text in the order in which each stands first, and knows of each how long
 * it is and how often it stands. Beside that it has the text without its white space.
 */
final class WordNumbers {
  private static final int SMALLEST = 1 << 10;

  /** About as many as in long texts; where words are fewer, the table grows. */
  private static final int CHARACTERS_A_DISTINCT_WORD = 24;

  /** The characters at a word's end that one number holds. */
  private static final int TAIL = 4;

  /** The words' characters, one word after another. */
  private char[] chars = new char[1 << 12];

  /** Where each word starts in them, and behind the last one where it ends. */
  private int[] offsets = new int[SMALLEST];

  private int[] numbers = new int[SMALLEST];
  private int words;

  private long[] tails = new long[SMALLEST];
  private int[] starts = new int[SMALLEST];
  private int[] ends = new int[SMALLEST];
  private int[] lengths = new int[SMALLEST];
  private int[] counts = new int[SMALLEST];
  private int distinct;
  private final Slots slots = new Slots();

  /** Begins anew with the words of another text. */
  void clear(int textSize) {
    words = 0;
    distinct = 0;
    reserve(textSize);
    if (numbers.length > SplitText.KEPT) {
      numbers = new int[SMALLEST];
      offsets = new int[SMALLEST];
    }
    if (starts.length > SplitText.KEPT) {
      resize(SMALLEST);
    }
    slots.clear(Math.max(SMALLEST / 2, textSize / CHARACTERS_A_DISTINCT_WORD));
  }

  /** Makes room for the words' characters. */
  void reserve(int textSize) {
    if (chars.length < textSize || (chars.length > SplitText.KEPT && textSize < SplitText.KEPT)) {
      chars = new char[textSize < SplitText.KEPT ? Math.max(1 << 12, 2 * textSize) : textSize];
    }
  }

  /**
   * Adds the next word, whose characters stand in the array behind those of the words before.
   *
   * @param end where they end there
   * @param length in code points
   * @param letters its last four characters
   */
  void add(int end, int length, long hash, long letters) {
    if (words + 1 >= numbers.length) {
      numbers = Arrays.copyOf(numbers, larger(words));
      offsets = Arrays.copyOf(offsets, numbers.length);
    }
    numbers[words] = number(offsets[words], end, length, (int) (hash >>> 32), letters);
    offsets[++words] = end;
  }

  private int number(int start, int end, int length, int hash, long letters) {
    int slot = slots.first(hash);
    while (!slots.isFree(slot)) {
      int number = slots.number(slot);
      if (slots.hasHash(slot, hash) && isWord(number, start, end, letters)) {
        counts[number]++;
        return number;
      }
      slot = slots.next(slot);
    }
    if (distinct == starts.length) {
      resize(larger(distinct));
    }
    starts[distinct] = start;
    tails[distinct] = letters;
    ends[distinct] = end;
    lengths[distinct] = length;
    counts[distinct] = 1;
    slots.put(slot, hash, distinct);
    return distinct++;
  }

  private boolean isWord(int number, int start, int end, long letters) {
    int known = starts[number];
    if (tails[number] != letters || ends[number] - known != end - start) {
      return false;
    }
    for (int i = start; i < end - TAIL; i++) {
      if (chars[i] != chars[known++]) {
        return false;
      }
    }
    return true;
  }

  private void resize(int size) {
    tails = Arrays.copyOf(tails, size);
    starts = Arrays.copyOf(starts, size);
    ends = Arrays.copyOf(ends, size);
    lengths = Arrays.copyOf(lengths, size);
    counts = Arrays.copyOf(counts, size);
  }

  /** A size half as large again, as far as arrays go. */
  static int larger(int size) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, size + (size >> 1) + 2L);
  }

  /** The characters of the words without what stood between them. */
  char[] chars() {
    return chars;
  }

  /** Where the words start in these, and behind the last one where it ends. */
  int[] offsets() {
    return offsets;
  }

  /** The numbers of the words, in their order; more of the array is of no meaning. */
  int[] numbers() {
    return numbers;
  }

  int words() {
    return words;
  }

  int distinct() {
    return distinct;
  }

  /** The length of all words together, in code points. */
  long length() {
    long length = 0;
    for (int i = 0; i < distinct; i++) {
      length += (long) lengths[i] * counts[i];
    }
    return length;
  }

  /** Twice the median length of the words, as between two lengths there is one half; 0 of none. */
  int twiceMedianLength() {
    long[] byLength = new long[distinct];
    for (int i = 0; i < distinct; i++) {
      byLength[i] = (long) lengths[i] << 32 | counts[i];
    }
    Arrays.sort(byLength);
    int lower = (words - 1) / 2;
    int upper = words / 2;
    int twice = 0;
    int before = 0;
    for (long some : byLength) {
      int length = (int) (some >>> 32);
      int behind = before + (int) some;
      twice += lower >= before && lower < behind ? length : 0;
      twice += upper >= before && upper < behind ? length : 0;
      before = behind;
    }
    return twice;
  }

  /** Where the word of a number stands first in the characters. */
  int start(int number) {
    return starts[number];
  }

  /** Where it ends there. */
  int end(int number) {
    return ends[number];
  }

  /** Lengths of words in code points, by their numbers. */
  int[] lengths() {
    return lengths;
  }

  /** How often words stand in the text, by their numbers. */
  int[] counts() {
    return counts;
  }
}
