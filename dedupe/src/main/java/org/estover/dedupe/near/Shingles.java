package org.estover.dedupe.near;

import java.util.Arrays;

/**
 * The word n-grams of a text, as 64-bit hashes.
 *
 * <p>The text is folded ({@link WordFold}) into words. A word's hash is FNV-1a over its code points
 * (offset basis and prime of 64 bits), mixed by the finaliser of SplitMix64; the hash of n words is
 * the polynomial of their hashes modulo 2^64 with the factor {@code 0x9E3779B97F4A7C15}, mixed
 * again. So a word is hashed once and a shingle costs two multiplications, however long it is.
 *
 * <p>The constants are public: whoever crafts words for it can make shingles collide, as with every
 * hash that is not keyed. One pass over the text; memory is 8 bytes for each word of the longest
 * text seen. An instance keeps buffers and serves one thread at a time.
 */
public final class Shingles {
  /** The name of folding and hash; another result means another name. */
  public static final String VERSION = "estover.shingles.v2";

  static final long BASIS = 0xCBF29CE484222325L;
  static final long PRIME = 0x100000001B3L;
  static final long FACTOR = 0x9E3779B97F4A7C15L;

  private static final int SLICE = 8192;

  private final int words;
  private final long leaving;
  private final long[] ring;
  private final char[] slice = new char[SLICE];
  private long[] hashes = new long[1 << 10];
  private int count;
  private int ringAt;
  private int wordCount;
  private long rolled;
  private long word;
  private boolean inWord;
  private boolean digitBefore;

  /** Makes a cutter of shingles with a number of words. */
  public Shingles(int words) {
    if (words < 1) {
      throw new IllegalArgumentException(words + " words per shingle");
    }
    this.words = words;
    long power = 1;
    for (int i = 0; i < words; i++) {
      power *= FACTOR;
    }
    leaving = power;
    ring = new long[words];
  }

  /**
   * Computes the distinct shingle hashes of a text, ascending; none if it has fewer words than a
   * shingle.
   */
  public long[] of(CharSequence text) {
    cut(text);
    Arrays.sort(hashes, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[kept++] = hashes[i];
      }
    }
    return Arrays.copyOf(hashes, kept);
  }

  /**
   * Computes the shingle hashes of a text in its order, repetitions included; they stand at the
   * start of {@link #buffer} until the next call.
   *
   * @return how many there are
   */
  int cut(CharSequence text) {
    count = 0;
    wordCount = 0;
    rolled = 0;
    ringAt = 0;
    word = BASIS;
    inWord = false;
    digitBefore = false;
    Arrays.fill(ring, 0);
    String string = text.toString();
    int from = 0;
    while (from < string.length()) {
      int to = Math.min(from + SLICE, string.length());
      if (to < string.length() && Character.isHighSurrogate(string.charAt(to - 1))) {
        to--;
      }
      string.getChars(from, to, slice, 0);
      fold(to - from);
      from = to;
    }
    endWord();
    return count;
  }

  /** The hashes of the last {@link #cut}; longer than their number. */
  long[] buffer() {
    return hashes;
  }

  private void fold(int length) {
    for (int at = 0; at < length; at++) {
      int c = slice[at];
      if ((c & 0xF800) == 0xD800
          && at + 1 < length
          && Character.isSurrogatePair((char) c, slice[at + 1])) {
        c = Character.toCodePoint((char) c, slice[++at]);
      }
      append(WordFold.of(c));
    }
  }

  private void append(int fold) {
    if (fold == WordFold.SEPARATOR) {
      endWord();
    } else if (fold == WordFold.DIGIT) {
      if (!digitBefore) {
        word = (word ^ fold) * PRIME;
        inWord = true;
        digitBefore = true;
      }
    } else if (fold != WordFold.DROPPED) {
      if ((fold & WordFold.ALONE) == 0) {
        word = (word ^ fold) * PRIME;
        inWord = true;
        digitBefore = false;
      } else {
        endWord();
        word = (word ^ (fold & ~WordFold.ALONE)) * PRIME;
        inWord = true;
        endWord();
      }
    }
  }

  private void endWord() {
    if (!inWord) {
      return;
    }
    long hash = mix(word);
    rolled = rolled * FACTOR + hash - ring[ringAt] * leaving;
    ring[ringAt] = hash;
    ringAt = ringAt + 1 == words ? 0 : ringAt + 1;
    word = BASIS;
    inWord = false;
    digitBefore = false;
    if (++wordCount >= words) {
      if (count == hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.addExact(count, count / 2));
      }
      hashes[count++] = mix(rolled);
    }
  }

  /** The finaliser of SplitMix64: Steele, Lea, Flood, OOPSLA 2014. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
