package org.estover.crawl.filter;

import java.util.Arrays;

/**
 * What n words in a row repeat in a text.
 *
 * <p>Two notions of equality, as in datatrove. The <em>top</em> n-gram is counted over words:
 * n-grams are equal if their words are. <em>Repeated</em> n-grams are equal if their words written
 * without spaces are ("can not be" and "cannot be" begin alike). The second kind has hashes that
 * add up: polynomials modulo 2^61-1 at a place that depends on the text, so that the hash of an
 * n-gram follows from that of its first n-1 words, and is the same wherever the characters are cut
 * into words. What has equal hashes is compared.
 *
 * <p>Most n-grams are looked at once only: the top one is counted where the product of its length
 * and of how often its rarest word stands could be above the limit, and only n-grams whose first
 * twelve or twenty-four characters begin at another word, too, can repeat or be repeated.
 *
 * <p>Time: O(words) for each n. Memory: 12 bytes a word, up to 40 for one that may be repeated, 16
 * a distinct word.
 */
final class Grams {
  private static final int SMALLEST = 1 << 10;
  private static final int FEWEST_REPEATED = 5;
  private static final int MOST_OF_TOP = 4;

  /** The characters by which it is told, once or twice, which n-grams may be repeated. */
  private static final int WINDOW = Sieve.WINDOW;

  private final SplitText text;
  private final WordNumbers numbers;
  private final Slots slots = new Slots();
  private int[] words = {};
  private int size;

  /** Of each word what one question needs: counts of n-grams, or hashes of windows. */
  private int[] scratch = new int[0];

  private final Sieve sieve = new Sieve();

  /** The words at which n-grams begin that may be repeated, and these n-grams' hashes. */
  private int[] candidates = new int[SMALLEST];

  private long[] hashes = new long[SMALLEST];
  private int count;
  private long[] values = new long[SMALLEST];
  private long[] powers = new long[SMALLEST];
  private long place;
  private long[] powersOfPlace = {};

  /** The n of the n-grams whose hashes are there; 0 for none. */
  private int hashed;

  Grams(SplitText text, WordNumbers numbers) {
    this.text = text;
    this.numbers = numbers;
  }

  /** Begins with the words of another text. */
  void clear() {
    words = numbers.numbers();
    size = numbers.words();
    hashed = 0;
    if (scratch.length > SplitText.KEPT) {
      scratch = new int[0];
    }
    if (candidates.length > SplitText.KEPT) {
      candidates = new int[SMALLEST];
      hashes = new long[SMALLEST];
    }
    if (values.length > SplitText.KEPT) {
      values = new long[SMALLEST];
      powers = new long[SMALLEST];
    }
  }

  /** Whether there is an n-gram. */
  boolean has(int n) {
    return size >= n;
  }

  /**
   * By n up to 4: no n-gram takes more code points, spaces included, times how often it stands, as
   * it stands no more often than any of its words.
   */
  long[] mostOfTops() {
    int[] lengths = numbers.lengths();
    int[] often = numbers.counts();
    long most2 = 0;
    long most3 = 0;
    long most4 = 0;
    long lengthOf3 = 0;
    long lengthOf2 = 0;
    long lengthOf1 = 0;
    int timesOf3 = 0;
    int timesOf2 = 0;
    int timesOf1 = 0;
    for (int i = 0; i < size; i++) {
      long length = lengths[words[i]] + 1L;
      int times = often[words[i]];
      // What begins before the text stands no time at all.
      most4 = Math.max(most4, (lengthOf3 + length - 1) * Math.min(timesOf3, times));
      lengthOf3 = lengthOf2 + length;
      timesOf3 = Math.min(timesOf2, times);
      most3 = Math.max(most3, (lengthOf3 - 1) * timesOf3);
      lengthOf2 = lengthOf1 + length;
      timesOf2 = Math.min(timesOf1, times);
      most2 = Math.max(most2, (lengthOf2 - 1) * timesOf2);
      lengthOf1 = length;
      timesOf1 = times;
    }
    long[] most = new long[MOST_OF_TOP + 1];
    most[2] = most2;
    most[3] = most3;
    most[MOST_OF_TOP] = most4;
    return most;
  }

  /**
   * The code points, spaces included, of the n-gram that stands most often, times how often it
   * does; of several the one that stands first. 0 if that is fewer times than asked for.
   */
  long top(int n, int times) {
    reserveScratch();
    slots.clear(size);
    int most = 0;
    for (int i = 0; i <= size - n; i++) {
      most = Math.max(most, counted(i, n));
    }
    if (most < times) {
      return 0;
    }
    int top = size;
    for (int slot = 0; slot < slots.size(); slot++) {
      if (!slots.isFree(slot) && scratch[slots.number(slot)] == most) {
        top = Math.min(top, slots.number(slot));
      }
    }
    return (length(top, n) + n - 1) * most;
  }

  /** Counts an n-gram where it stands first; returns how often it did so far. */
  private int counted(int at, int n) {
    long mixed = text.seed();
    for (int i = at; i < at + n; i++) {
      mixed = Hashing.mix(mixed, words[i]);
    }
    int hash = (int) (mixed >>> 32);
    int slot = slots.first(hash);
    while (!slots.isFree(slot)) {
      int known = slots.number(slot);
      if (slots.hasHash(slot, hash) && Arrays.equals(words, known, known + n, words, at, at + n)) {
        return ++scratch[known];
      }
      slot = slots.next(slot);
    }
    slots.put(slot, hash, at);
    scratch[at] = 1;
    return 1;
  }

  private void reserveScratch() {
    if (scratch.length < size) {
      scratch = new int[Math.max(size, SMALLEST)];
    }
  }

  /**
   * Whether repeated n-grams, of five words and more, take more than a share of a length. Read from
   * left to right, an n-gram that stood before counts with its code points without spaces, and the
   * next one looked at begins behind it.
   *
   * @param n no smaller than in the call before
   */
  boolean repeatMoreThan(double share, int n, int length) {
    if (size < n) {
      return false;
    }
    hash(n);
    slots.clear(count);
    long repeated = 0;
    int behind = 0;
    for (int i = 0; i < count && candidates[i] <= size - n; i++) {
      if (candidates[i] >= behind && isRepeated(i, n)) {
        repeated += length(candidates[i], n);
        behind = candidates[i] + n;
      }
    }
    return (double) repeated / length > share;
  }

  private boolean isRepeated(int candidate, int n) {
    int hash = (int) (hashes[candidate] >>> 24);
    int slot = slots.first(hash);
    while (!slots.isFree(slot)) {
      int known = slots.number(slot);
      if (slots.hasHash(slot, hash)
          && hashes[known] == hashes[candidate]
          && hasEqualCharacters(candidates[known], candidates[candidate], n)) {
        return true;
      }
      slot = slots.next(slot);
    }
    slots.put(slot, hash, candidate);
    return false;
  }

  private boolean hasEqualCharacters(int one, int other, int n) {
    int[] offsets = numbers.offsets();
    char[] chars = numbers.chars();
    return Arrays.equals(
        chars, offsets[one], offsets[one + n], chars, offsets[other], offsets[other + n]);
  }

  /** Makes the hashes of n-grams from those of shorter ones. */
  private void hash(int n) {
    if (hashed == 0) {
      chooseCandidates();
      hashWords();
    }
    for (; hashed < n; hashed++) {
      for (int i = 0; i < count; i++) {
        int last = candidates[i] + hashed;
        if (last < size) {
          int word = words[last];
          long value = hashOf(word);
          hashes[i] = Hashing.plus(Hashing.times(hashes[i], powers[word]), value);
        }
      }
    }
  }

  /**
   * Chooses the words at which n-grams begin that may be repeated, or repeat. Two n-grams that are
   * equal have as many first characters in common as five words of either have. So where five words
   * have twelve characters, the first twelve must stand at another word, too, and where they have
   * twenty-four, these must.
   */
  private void chooseCandidates() {
    int grams = size - FEWEST_REPEATED + 1;
    reserveScratch();
    int[] offsets = numbers.offsets();
    char[] chars = numbers.chars();
    int end = offsets[size];
    sieve.clear(grams, text.seed());
    for (int i = 0; i < grams; i++) {
      int at = offsets[i];
      scratch[i] = at + WINDOW > end ? 0 : sieve.add(chars, at, 0);
    }
    count = 0;
    for (int i = 0; i < grams; i++) {
      if (sieve.isAgain(scratch[i]) || charactersOfFive(i) < WINDOW) {
        if (count == candidates.length) {
          candidates = Arrays.copyOf(candidates, WordNumbers.larger(count));
          hashes = Arrays.copyOf(hashes, candidates.length);
        }
        candidates[count++] = i;
      }
    }
    sieve.clear(count, text.seed());
    for (int i = 0; i < count; i++) {
      int at = offsets[candidates[i]] + WINDOW;
      scratch[i] = at + WINDOW > end ? 0 : sieve.add(chars, at, scratch[candidates[i]]);
    }
    int chosen = 0;
    for (int i = 0; i < count; i++) {
      if (sieve.isAgain(scratch[i]) || charactersOfFive(candidates[i]) < 2 * WINDOW) {
        candidates[chosen++] = candidates[i];
      }
    }
    count = chosen;
  }

  private int charactersOfFive(int at) {
    return numbers.offsets()[at + FEWEST_REPEATED] - numbers.offsets()[at];
  }

  private void hashWords() {
    int distinct = numbers.distinct();
    if (values.length < distinct) {
      values = new long[Math.max(distinct, Math.min(2 * values.length, SplitText.KEPT))];
      powers = new long[values.length];
    }
    // A power is never 0, so that tells which words are hashed: only those of candidates are.
    Arrays.fill(powers, 0, distinct, 0);
    place = Hashing.place(text.seed());
    powersOfPlace = Hashing.powers(place);
    for (int i = 0; i < count; i++) {
      hashes[i] = hashOf(words[candidates[i]]);
    }
    hashed = 1;
  }

  private long hashOf(int word) {
    if (powers[word] == 0) {
      int start = numbers.start(word);
      int end = numbers.end(word);
      values[word] = Hashing.polynomial(numbers.chars(), start, end, place, powersOfPlace);
      powers[word] = Hashing.power(end - start, powersOfPlace);
    }
    return values[word];
  }

  private long length(int at, int n) {
    int[] lengths = numbers.lengths();
    long length = 0;
    for (int i = at; i < at + n; i++) {
      length += lengths[words[i]];
    }
    return length;
  }
}
