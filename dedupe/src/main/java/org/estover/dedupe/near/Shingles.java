package org.estover.dedupe.near;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * The set of a text's word n-grams, as 64-bit hashes.
 *
 * <p>The text is folded ({@link WordFold}) into words joined by single spaces; each run of n words
 * is hashed with XXH3-64 (seed 0) over its UTF-8. One pass over the text, no string per word;
 * memory is the folded text. An instance keeps buffers and serves one thread at a time.
 */
public final class Shingles {
  /** The name of folding and hash; another result means another name. */
  public static final String VERSION = "estover.shingles.v1";

  private static final Hasher64 HASH = Hashing.xxh3_64();

  private final int words;
  private byte[] folded = new byte[1 << 12];
  private int[] wordStarts = new int[1 << 9];
  private int size;
  private int wordCount;
  private boolean inWord;
  private boolean digitBefore;

  /** Makes a cutter of shingles with a number of words. */
  public Shingles(int words) {
    if (words < 1) {
      throw new IllegalArgumentException(words + " words per shingle");
    }
    this.words = words;
  }

  /**
   * Computes the distinct shingle hashes of a text, ascending; none if it has fewer words than a
   * shingle.
   */
  public long[] of(CharSequence text) {
    fold(text);
    int count = Math.max(0, wordCount - words + 1);
    long[] hashes = new long[count];
    for (int i = 0; i < count; i++) {
      int last = i + words;
      int end = last < wordCount ? wordStarts[last] - 1 : size;
      hashes[i] = HASH.hashBytesToLong(folded, wordStarts[i], end - wordStarts[i]);
    }
    return distinct(hashes);
  }

  private static long[] distinct(long[] hashes) {
    Arrays.sort(hashes);
    int kept = 0;
    for (int i = 0; i < hashes.length; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[kept++] = hashes[i];
      }
    }
    return kept == hashes.length ? hashes : Arrays.copyOf(hashes, kept);
  }

  private void fold(CharSequence text) {
    size = 0;
    wordCount = 0;
    inWord = false;
    digitBefore = false;
    for (int at = 0; at < text.length(); at++) {
      int c = text.charAt(at);
      if (Character.isHighSurrogate((char) c)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        c = Character.toCodePoint((char) c, text.charAt(++at));
      }
      append(WordFold.of(c));
    }
  }

  private void append(int fold) {
    if (fold == WordFold.DROPPED) {
      return;
    }
    if (fold == WordFold.SEPARATOR) {
      inWord = false;
      digitBefore = false;
      return;
    }
    boolean alone = (fold & WordFold.ALONE) != 0;
    if (!inWord || alone) {
      startWord();
    }
    boolean digit = fold == WordFold.DIGIT;
    if (!(digit && digitBefore)) {
      appendUtf8(fold & ~WordFold.ALONE);
    }
    digitBefore = digit;
    inWord = !alone;
  }

  private void startWord() {
    reserve();
    if (wordCount > 0) {
      folded[size++] = ' ';
    }
    if (wordCount == wordStarts.length) {
      wordStarts = Arrays.copyOf(wordStarts, 2 * wordCount);
    }
    wordStarts[wordCount++] = size;
    digitBefore = false;
  }

  private void appendUtf8(int c) {
    reserve();
    if (c < 0x80) {
      folded[size++] = (byte) c;
    } else if (c < 0x800) {
      folded[size++] = (byte) (0xC0 | (c >> 6));
      folded[size++] = (byte) (0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      folded[size++] = (byte) (0xE0 | (c >> 12));
      folded[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      folded[size++] = (byte) (0x80 | (c & 0x3F));
    } else {
      folded[size++] = (byte) (0xF0 | (c >> 18));
      folded[size++] = (byte) (0x80 | ((c >> 12) & 0x3F));
      folded[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      folded[size++] = (byte) (0x80 | (c & 0x3F));
    }
  }

  private void reserve() {
    if (size + 8 > folded.length) {
      folded = Arrays.copyOf(folded, Math.addExact(folded.length, folded.length / 2));
    }
  }
}
