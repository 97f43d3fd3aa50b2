package org.estover.crawl.quality;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads texts as fastText reads a line, and averages the rows of the input matrix that belong to
 * its words and n-grams: those of the words with their n-grams of characters in the order of the
 * text, then those of the n-grams of words.
 *
 * <p>One pass over the bytes; a word is never copied. Memory: 4 bytes a word of the longest text so
 * far, but no more than a megabyte between texts.
 */
final class FastTextReader {
  /** Bits of the bytes that fastText takes for white space: NUL, 9 to 13 and the blank. */
  private static final long SPACES = 1L | (0x1fL << 9) | (1L << ' ');

  private static final long NGRAM_FACTOR = 116_049_371;
  private static final int ROWS_AT_ONCE = 1 << 12;
  private static final int MOST_KEPT = 1 << 18;
  private static final byte[] PREFIX = Words.LABEL_PREFIX.getBytes(StandardCharsets.US_ASCII);

  private static final int END_HASH = Words.hash(Words.END, 0, Words.END.length);

  private final FastTextModel.Settings settings;
  private final Words words;
  private final Matrix input;
  private final float[] hidden;
  private final int[] rows = new int[ROWS_AT_ONCE];
  private final Remainder buckets;
  private final WordBatch batch = new WordBatch();
  private final int endWord;
  private int waiting;
  private long added;

  private int[] hashes = new int[1 << 10];
  private int hashCount;

  FastTextReader(FastTextModel.Settings settings, Words words, Matrix input) {
    this.settings = settings;
    this.words = words;
    this.input = input;
    hidden = new float[settings.dimension()];
    endWord = words.find(END_HASH, Words.END, 0, Words.END.length);
    buckets = new Remainder(Math.max(1, settings.buckets()));
  }

  /** Reads a whole text as one line: line feeds are blanks, and one ends it. */
  void text(byte[] utf8, int from, int to) {
    read(utf8, from, to, false);
  }

  /** Reads a line; returns where the next one starts. */
  int line(byte[] utf8, int from, int to) {
    return read(utf8, from, to, true);
  }

  private int read(byte[] utf8, int from, int to, boolean lineFeedEnds) {
    start();
    int i = from;
    boolean isAtEnd = false;
    while (i < to && !isAtEnd) {
      byte b = utf8[i];
      if (isSpace(b)) {
        i++;
        if (b == '\n' && lineFeedEnds) {
          endOfLine(utf8);
          return i;
        }
        continue;
      }
      int begin = i;
      int hash = Words.emptyHash();
      do {
        hash = Words.nextHash(hash, b);
        i++;
        if (i == to) {
          break;
        }
        b = utf8[i];
      } while (!isSpace(b));
      if (batch.isFull()) {
        lookUp(utf8);
      }
      batch.add(hash, begin, i);
      // A word that is written as the end of a line is one.
      isAtEnd = hash == END_HASH && isEnd(utf8, begin, i);
    }
    if (isAtEnd || lineFeedEnds) {
      lookUp(utf8);
    } else {
      endOfLine(utf8);
    }
    return i;
  }

  private void endOfLine(byte[] utf8) {
    lookUp(utf8);
    word(endWord, END_HASH, Words.END, 0, Words.END.length);
  }

  private void lookUp(byte[] utf8) {
    words.find(batch, utf8);
    for (int i = 0; i < batch.count(); i++) {
      word(batch.numbers[i], batch.hashes[i], utf8, batch.begins[i], batch.ends[i]);
    }
    batch.clear();
  }

  private static boolean isSpace(byte b) {
    return (b & ~0x3f) == 0 && ((SPACES >>> b) & 1) != 0;
  }

  private static boolean isEnd(byte[] utf8, int from, int to) {
    return Arrays.equals(utf8, from, to, Words.END, 0, Words.END.length);
  }

  private void start() {
    Arrays.fill(hidden, 0);
    // What a text left that was not read to its end.
    batch.clear();
    waiting = 0;
    added = 0;
    hashCount = 0;
    if (hashes.length > MOST_KEPT) {
      hashes = new int[MOST_KEPT];
    }
  }

  private void word(int word, int hash, byte[] utf8, int from, int to) {
    boolean isLabel = word < 0 ? hasPrefix(utf8, from, to) : word >= words.wordCount();
    if (isLabel) {
      return;
    }
    if (word >= 0) {
      row(word);
    }
    if (settings.maxChars() > 0 && !isEnd(utf8, from, to)) {
      charNgrams(utf8, from, to);
    }
    if (settings.wordNgrams() > 1) {
      if (hashCount == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * hashCount);
      }
      hashes[hashCount++] = hash;
    }
  }

  private static boolean hasPrefix(byte[] utf8, int from, int to) {
    return to - from >= PREFIX.length
        && Arrays.equals(utf8, from, from + PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  /** The n-grams of a word between its marks of begin and end, which are no n-grams alone. */
  private void charNgrams(byte[] utf8, int from, int to) {
    for (int begin = from - 1; begin <= to; begin++) {
      if (isContinuation(at(utf8, from, to, begin))) {
        continue;
      }
      int hash = Words.emptyHash();
      int next = begin;
      for (int chars = 1; next <= to && chars <= settings.maxChars(); chars++) {
        do {
          hash = Words.nextHash(hash, at(utf8, from, to, next));
          next++;
        } while (next <= to && isContinuation(at(utf8, from, to, next)));
        boolean isMark = chars == 1 && (begin == from - 1 || next == to + 1);
        if (chars >= settings.minChars() && !isMark) {
          ngram(buckets.of(Integer.toUnsignedLong(hash)));
        }
      }
    }
  }

  private static byte at(byte[] utf8, int from, int to, int place) {
    if (place < from) {
      return '<';
    }
    return place < to ? utf8[place] : (byte) '>';
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }

  /** The n-grams of words, whose hash is made of hashes with their signs. */
  private void wordNgrams() {
    int most = settings.wordNgrams();
    for (int i = 0; i < hashCount; i++) {
      long hash = hashes[i];
      int end = Math.min(hashCount, i + most);
      for (int j = i + 1; j < end; j++) {
        hash = hash * NGRAM_FACTOR + hashes[j];
        ngram(buckets.of(hash));
      }
    }
  }

  private void ngram(int bucket) {
    int row = words.ngramRow(bucket);
    if (row >= 0) {
      row(row);
    }
  }

  private void row(int row) {
    if (waiting == rows.length) {
      flush();
    }
    rows[waiting++] = row;
  }

  private void flush() {
    input.addRows(hidden, rows, waiting);
    added += waiting;
    waiting = 0;
  }

  /** Averages the rows of what was read; false if there are none. */
  boolean average() {
    if (settings.wordNgrams() > 1) {
      wordNgrams();
    }
    flush();
    if (added == 0) {
      return false;
    }
    float factor = (float) (1.0 / added);
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] *= factor;
    }
    return true;
  }

  float[] hidden() {
    return hidden;
  }

  /** Remainders of unsigned numbers by one divisor, by multiplication. */
  private static final class Remainder {
    private final long divisor;
    private final long inverse;

    Remainder(int divisor) {
      this.divisor = divisor;
      inverse = Long.divideUnsigned(-1L, divisor);
    }

    int of(long number) {
      // The high half of the unsigned product; the quotient is that or at most two more.
      long high =
          Math.multiplyHigh(number, inverse)
              + ((number >> 63) & inverse)
              + ((inverse >> 63) & number);
      long rest = number - high * divisor;
      while (Long.compareUnsigned(rest, divisor) >= 0) {
        rest -= divisor;
      }
      return (int) rest;
    }
  }
}
