package org.estover.crawl.filter;

import java.util.Arrays;

/**
 * A text and its words: the runs between white space, as Python's {@code str.split()} makes them.
 *
 * <p>The text is read once for all counts over words, and no word is copied: each is a number,
 * equal for equal words. Whether words are numbered is up to the first rule that asks. Lengths are
 * in code points, half a pair being one, as Python counts them.
 *
 * <p>Memory, which serves the next text as well: 6 bytes a character, 4 a line, 8 a word, 48 a
 * distinct word. Not thread-safe.
 */
final class SplitText {
  /** What a buffer may hold that is kept for the next text. */
  static final int KEPT = 1 << 20;

  private static final int FEW_LINES = 1 << 10;
  private static final long FACTOR_OF_WORDS = 5;
  private static final long LOWEST_BITS = 0x0001_0001_0001_0001L;
  private static final long HIGHEST_BITS = 0x8000_8000_8000_8000L;
  private static final long SURROGATE_BITS = 0xf800_f800_f800_f800L;
  private static final long SURROGATES = 0xd800_d800_d800_d800L;

  private String string = "";
  private char[] chars = new char[1 << 12];
  private int size;
  private long seed;
  private boolean hasSurrogates;
  private boolean isCounted;
  private boolean isNumbered;
  private boolean hasLines;

  private int words;
  private int lines;
  private int plainV1;
  private long plainLengthV1;
  private int plainV2;
  private long plainLengthV2;
  private int alphabetic;
  private int hashes;
  private int ellipses;
  private int stopWords;

  private int[] lineEnds = new int[FEW_LINES];

  /** For what a rule leaves of the text. */
  private char[] spare = new char[1 << 12];

  private final WordNumbers numbers = new WordNumbers();
  private final Ranges ranges = new Ranges(this);
  private final Grams grams = new Grams(this, numbers);

  /** Takes a text in place of the one before; returns this. */
  SplitText read(CharSequence text) {
    string = text.toString();
    size = string.length();
    if (chars.length <= size) {
      chars = new char[size < KEPT ? Math.max(2 * chars.length, size + 1) : size + 1];
    } else if (chars.length > KEPT && size < KEPT) {
      chars = new char[Math.max(1 << 12, size + 1)];
    }
    string.getChars(0, size, chars, 0);
    // Behind the text stands a space, so that every word has an end.
    chars[size] = ' ';
    isCounted = false;
    isNumbered = false;
    hasLines = false;
    look();
    return this;
  }

  /**
   * Makes the seed, and finds out whether lengths are numbers of characters.
   *
   * <p>Each half of the seed is made of all characters, in another order. Were each made of some,
   * the last ones could be chosen so that a seed comes out that was known before the text was made.
   */
  private void look() {
    long one = size;
    long other = ~size;
    boolean found = false;
    int at = 0;
    for (; at + 8 <= size; at += 8) {
      long left = Hashing.four(chars, at);
      long right = Hashing.four(chars, at + 4);
      found = found || mayHaveSurrogates(left) || mayHaveSurrogates(right);
      one = Hashing.mix(Hashing.mix(one, left), right);
      other = Hashing.mix(Hashing.mix(other, right), left);
    }
    for (; at < size; at++) {
      found |= Character.isSurrogate(chars[at]);
      one = Hashing.mix(one, chars[at]);
      other = Hashing.mix(other, chars[at]);
    }
    // Not of one and other alone, whose order would not matter: equal halves would make one seed.
    seed = Hashing.mix(Hashing.mix(size, one), other);
    hasSurrogates = found;
  }

  /** Whether one of four characters is a surrogate; now and then also where none is. */
  private static boolean mayHaveSurrogates(long four) {
    long high = (four & SURROGATE_BITS) ^ SURROGATES;
    return ((high - LOWEST_BITS) & ~high & HIGHEST_BITS) != 0;
  }

  /** The characters, and behind them a space. */
  char[] chars() {
    return chars;
  }

  int size() {
    return size;
  }

  /** A buffer for one character more than the text has, for a rule's own use while it judges. */
  char[] spare() {
    if (spare.length <= size || (spare.length > KEPT && size < KEPT)) {
      spare = new char[chars.length];
    }
    return spare;
  }

  long seed() {
    return seed;
  }

  /** Where the next line feed stands before an end, or that end. */
  int lineFeed(int from, int end) {
    int at = string.indexOf('\n', from);
    return at < 0 || at > end ? end : at;
  }

  /** The length in code points. */
  int length() {
    return length(0, size);
  }

  /** The length of a part in code points. */
  int length(int from, int to) {
    return hasSurrogates ? Character.codePointCount(chars, from, to - from) : to - from;
  }

  /** Where the text begins that is left without white space at its ends. */
  int stripStart(int from, int to) {
    int start = from;
    while (start < to && Letters.isSpace(chars[start])) {
      start++;
    }
    return start;
  }

  /** Where a text ends that is left without white space at its end. */
  int stripEnd(int from, int to) {
    int end = to;
    while (end > from && Letters.isSpace(chars[end - 1])) {
      end--;
    }
    return end;
  }

  /** The code point before an index, of a part that is not empty. */
  int codePointBefore(int from, int to) {
    return Character.codePointBefore(chars, to, from);
  }

  /** How many lines there are, as Python's {@code splitlines()} makes them. */
  int lines() {
    if (!hasLines) {
      findLines();
      hasLines = true;
    }
    return lines;
  }

  /** Where a line starts. */
  int lineStart(int line) {
    if (line == 0) {
      return 0;
    }
    int end = lineEnds[line - 1];
    boolean isPair = chars[end] == '\r' && chars[end + 1] == '\n';
    return end + (isPair ? 2 : 1);
  }

  /** Where it ends, before what ends it. */
  int lineEnd(int line) {
    return lineEnds[line];
  }

  /** An empty set of ranges of the text. */
  Ranges ranges() {
    ranges.clear();
    return ranges;
  }

  /** The words as numbers. */
  WordNumbers numbers() {
    number();
    return numbers;
  }

  /** The n-grams of the words. */
  Grams grams() {
    number();
    return grams;
  }

  int words() {
    count();
    return words;
  }

  /** The words that are not punctuation alone, by the older or the newer rule. */
  int plainWords(boolean isNewer) {
    count();
    return isNewer ? plainV2 : plainV1;
  }

  /** The length of these words together. */
  long plainLength(boolean isNewer) {
    count();
    return isNewer ? plainLengthV2 : plainLengthV1;
  }

  /** The letters that belong to scripts whose words no space parts. */
  int unspacedLetters() {
    int count = 0;
    int at = 0;
    while (at < size) {
      int codePoint = Letters.codePointAt(chars, at, size);
      count += (Letters.classes(codePoint) & Letters.UNSPACED) != 0 ? 1 : 0;
      at += Character.charCount(codePoint);
    }
    return count;
  }

  /** The words that hold a letter. */
  int alphabeticWords() {
    count();
    return alphabetic;
  }

  int hashes() {
    count();
    return hashes;
  }

  /** The ellipses, of three dots or of one character. */
  int ellipses() {
    count();
    return ellipses;
  }

  /** How many of Gopher's stop words stand in the text. */
  int stopWords() {
    count();
    return Integer.bitCount(stopWords);
  }

  /** The words that are one of Gopher's stop words. */
  int requiredWords() {
    return countWords((start, end) -> StopWords.bit(numbers.chars(), start, end) != 0);
  }

  /** The words that hold a hash or an ellipsis of one character. */
  int wordsWithSymbols() {
    return countWords(
        (start, end) -> {
          char[] of = numbers.chars();
          for (int i = start; i < end; i++) {
            if (of[i] == '#' || of[i] == '\u2026') {
              return true;
            }
          }
          return false;
        });
  }

  private interface WordTest {
    boolean holds(int start, int end);
  }

  private int countWords(WordTest test) {
    number();
    int count = 0;
    for (int i = 0; i < numbers.distinct(); i++) {
      count += test.holds(numbers.start(i), numbers.end(i)) ? numbers.counts()[i] : 0;
    }
    return count;
  }

  private void count() {
    if (!isCounted) {
      scan(false);
      isCounted = true;
    }
  }

  private void number() {
    if (!isNumbered) {
      scan(true);
      grams.clear();
      isCounted = true;
      isNumbered = true;
    }
  }

  private void scan(boolean numbered) {
    words = 0;
    plainV1 = 0;
    plainLengthV1 = 0;
    plainV2 = 0;
    plainLengthV2 = 0;
    alphabetic = 0;
    hashes = 0;
    ellipses = 0;
    stopWords = 0;
    if (numbered) {
      numbers.clear(size);
    } else {
      numbers.reserve(size);
    }
    char[] text = chars;
    char[] copy = numbers.chars();
    // With a factor that is known the lowest bits of the seed would be enough to make words for.
    long factor = Hashing.mix(seed, FACTOR_OF_WORDS) | 1;
    int copied = 0;
    int at = 0;
    while (true) {
      while (at < size && Letters.isSpace(text[at])) {
        at++;
      }
      if (at >= size) {
        return;
      }
      int start = at;
      int found = 0;
      long hash = seed;
      long letters = StopWords.START;
      char c = text[at];
      int classes = Letters.classes(c);
      do {
        found |= classes;
        hash = (hash ^ c) * factor;
        letters = letters << 16 | c;
        copy[copied++] = c;
        c = text[++at];
        classes = Letters.classes(c);
      } while ((classes & Letters.SPACE) == 0);
      word(start, at, found, letters);
      if (numbered) {
        numbers.add(copied, length(start, at), hash, letters);
      }
    }
  }

  private void findLines() {
    lines = 0;
    if (lineEnds.length > KEPT) {
      lineEnds = new int[FEW_LINES];
    }
    for (int at = 0; at < size; at++) {
      if (Letters.isLineEnd(chars[at])) {
        endLine(at);
      }
    }
    if (size > 0 && !Letters.isLineEnd(chars[size - 1])) {
      endLine(size);
    }
  }

  /** Notes a line by what ends it; where that are two characters, by the first of them. */
  private void endLine(int at) {
    if (at > 0 && chars[at] == '\n' && chars[at - 1] == '\r') {
      return;
    }
    if (lines == lineEnds.length) {
      lineEnds = Arrays.copyOf(lineEnds, WordNumbers.larger(lines));
    }
    lineEnds[lines++] = at;
  }

  /** Counts a word, whose last four characters come in one number as well. */
  private void word(int start, int end, int foundInChars, long letters) {
    int found = foundInChars;
    int length = end - start;
    if ((found & Letters.SURROGATE) != 0) {
      found = classesOfCodePoints(start, end);
      length = length(start, end);
    }
    words++;
    if ((found & Letters.PLAIN_V1) != 0) {
      plainV1++;
      plainLengthV1 += length;
    }
    if ((found & Letters.PLAIN_V2) != 0) {
      plainV2++;
      plainLengthV2 += length;
    }
    if ((found & Letters.LETTER) != 0) {
      alphabetic++;
    }
    if ((found & Letters.SYMBOL) != 0) {
      symbols(start, end);
    }
    // Half of all words are so short, so a branch would cost more than the mask.
    stopWords |= StopWords.bit(letters) & ((length - StopWords.LONGEST - 1) >> 31);
  }

  private int classesOfCodePoints(int start, int end) {
    int found = 0;
    int at = start;
    while (at < end) {
      int codePoint = Letters.codePointAt(chars, at, end);
      found |= Letters.classes(codePoint);
      at += Character.charCount(codePoint);
    }
    return found;
  }

  private void symbols(int start, int end) {
    int dots = 0;
    for (int i = start; i < end; i++) {
      char c = chars[i];
      dots = c == '.' ? dots + 1 : 0;
      if (dots == 3) {
        ellipses++;
        dots = 0;
      } else if (c == '\u2026') {
        ellipses++;
      } else if (c == '#') {
        hashes++;
      }
    }
  }
}
