package org.estover.crawl.quality;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The n-grams of words of a text as numbers of buckets, by the rules called {@value #VERSION}.
 *
 * <p>A word is a run of letters and digits, each run of digits in it taken for one zero and ASCII
 * capitals for small letters. A punctuation mark is a word, and so is each character from U+3000
 * on, because scripts there don't part words. Blanks, line feeds and invisible marks part words and
 * are none: how lines are broken says where a text comes from, not what it is worth.
 *
 * <p>Bytes of UTF-8 are hashed as they pass, nothing is copied. No table of Unicode is asked, so
 * that a text has the same n-grams for ever. What is no UTF-8 counts as letters.
 */
final class HashedWords {
  static final String VERSION = "hashed-words v1";
  static final int MOST_WORDS = 3;
  static final int LEAST_BITS = 10;
  static final int MOST_BITS = 28;

  private static final int FNV_START = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;
  private static final int NEXT_WORD = 0x2c1b3c6d;

  private static final byte BLANK = 0;
  private static final byte MARK = 1;
  private static final byte LETTER = 2;
  private static final byte DIGIT = 3;

  /** First bytes of characters that are looked at more closely. */
  private static final byte LATIN_1 = 4;

  private static final byte PUNCTUATION = 5;

  /** First bytes of characters that are words; those of three bytes, and of four. */
  private static final byte WIDE = 6;

  private static final byte WIDEST = 7;
  private static final byte[] KINDS = kinds();

  private final int words;
  private final int shift;
  private byte[] text = {};
  private int at;
  private int end;

  /** Hash, begin and end of the last three words, the last one first. */
  private final int[] hashes = new int[MOST_WORDS];

  private final int[] begins = new int[MOST_WORDS];
  private final int[] ends = new int[MOST_WORDS];
  private int wordCount;

  /**
   * Makes a reader of texts.
   *
   * @param words most words of an n-gram
   * @param bits of a bucket's number
   */
  HashedWords(int words, int bits) {
    this.words = words;
    this.shift = Integer.SIZE - bits;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    Arrays.fill(kinds, LETTER);
    for (int b = 0; b < 128; b++) {
      boolean isLetter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      kinds[b] = b >= '0' && b <= '9' ? DIGIT : isLetter ? LETTER : b > ' ' ? MARK : BLANK;
    }
    kinds[0x7f] = BLANK;
    kinds[0xc2] = LATIN_1;
    kinds[0xe2] = PUNCTUATION;
    Arrays.fill(kinds, 0xe3, 0xf0, WIDE);
    Arrays.fill(kinds, 0xf0, 0xf5, WIDEST);
    return kinds;
  }

  /** Begins a text. */
  void start(byte[] utf8, int from, int to) {
    text = utf8;
    at = from;
    end = to;
    wordCount = 0;
  }

  /**
   * Writes the buckets of the next n-grams, word by word; returns how many, 0 at the end of the
   * text.
   *
   * @param into has room for those of a word and more
   */
  int next(int[] into) {
    int count = 0;
    int room = into.length - words;
    while (count <= room && word()) {
      count = ngrams(into, count);
    }
    return count;
  }

  /** Writes the buckets of the next word and of the n-grams that it ends, the shortest first. */
  int nextWord(int[] into) {
    return word() ? ngrams(into, 0) : 0;
  }

  private int ngrams(int[] into, int from) {
    int count = from;
    int hash = hashes[0];
    into[count++] = bucket(hash);
    if (words > 1 && wordCount > 1) {
      into[count++] = bucket(hashes[1] * NEXT_WORD + hash);
      if (words > 2 && wordCount > 2) {
        into[count++] = bucket((hashes[2] * NEXT_WORD + hashes[1]) * NEXT_WORD + hash);
      }
    }
    return count;
  }

  /** Spreads the differences of two hashes over all bits (the end of MurmurHash3). */
  private int bucket(int hash) {
    int mixed = hash;
    mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return (mixed ^ (mixed >>> 16)) >>> shift;
  }

  /** The last words, as far as they are an n-gram, as they are hashed. */
  String lastWords(int count) {
    StringBuilder ngram = new StringBuilder();
    for (int i = count - 1; i >= 0; i--) {
      byte[] word = Arrays.copyOfRange(text, begins[i], ends[i]);
      String shown = new String(word, StandardCharsets.UTF_8).replaceAll("[0-9]+", "0");
      ngram.append(ngram.length() == 0 ? "" : " ");
      shown.chars().forEach(c -> ngram.append((char) (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)));
    }
    return ngram.toString();
  }

  private boolean word() {
    byte[] bytes = text;
    int i = at;
    int to = end;
    while (i < to) {
      int kind = KINDS[bytes[i] & 0xff];
      if (kind == LETTER || kind == DIGIT) {
        return run(i);
      }
      int next = i + size(kind, i);
      if (kind == MARK || (kind != BLANK && !isInvisible(i, next))) {
        if (kind == PUNCTUATION && !isPunctuation(i, next)) {
          return run(i);
        }
        int hash = FNV_START;
        for (int j = i; j < next; j++) {
          hash = (hash ^ (bytes[j] & 0xff)) * FNV_PRIME;
        }
        return take(hash, i, next);
      }
      i = next;
    }
    at = to;
    return false;
  }

  private boolean run(int begin) {
    byte[] bytes = text;
    int hash = FNV_START;
    int i = begin;
    boolean wasDigit = false;
    for (; i < end; i++) {
      int b = bytes[i];
      int kind = KINDS[b & 0xff];
      if (kind == LETTER) {
        // Of ASCII's letters this bit tells small ones; other bytes stay as they are.
        hash = (hash ^ (b < 0 ? b & 0xff : b | 0x20)) * FNV_PRIME;
        wasDigit = false;
      } else if (kind == DIGIT) {
        if (!wasDigit) {
          hash = (hash ^ '0') * FNV_PRIME;
        }
        wasDigit = true;
      } else if (kind == PUNCTUATION && !isPunctuation(i, i + size(kind, i))) {
        // The character's other bytes are letters by themselves.
        hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        wasDigit = false;
      } else {
        break;
      }
    }
    return take(hash, begin, i);
  }

  private boolean take(int hash, int begin, int next) {
    for (int i = MOST_WORDS - 1; i > 0; i--) {
      hashes[i] = hashes[i - 1];
      begins[i] = begins[i - 1];
      ends[i] = ends[i - 1];
    }
    hashes[0] = hash;
    begins[0] = begin;
    ends[0] = next;
    wordCount++;
    at = next;
    return true;
  }

  private int size(int kind, int place) {
    int size =
        switch (kind) {
          case LATIN_1 -> 2;
          case PUNCTUATION, WIDE -> 3;
          case WIDEST -> 4;
          default -> 1;
        };
    return Math.min(size, end - place);
  }

  /** Whether a character is one of U+2000 to U+206F. */
  private boolean isPunctuation(int from, int to) {
    return to - from == 3 && (text[from + 1] & 0xfe) == 0x80;
  }

  /** Whether a character is a blank or a mark that nobody sees. */
  private boolean isInvisible(int from, int to) {
    int first = text[from] & 0xff;
    int second = to - from > 1 ? text[from + 1] & 0xff : 0;
    int third = to - from > 2 ? text[from + 2] & 0xff : 0;
    return switch (first) {
      // U+0080 to U+00A0, and the soft hyphen.
      case 0xc2 -> second <= 0xa0 || second == 0xad;
      // U+2000 to U+200F, U+2028 to U+202F, U+205F to U+206F.
      case 0xe2 ->
          (second == 0x80 && (third <= 0x8f || (third >= 0xa8 && third <= 0xaf)))
              || (second == 0x81 && third >= 0x9f && third <= 0xaf);
      // U+3000, and the mark of a file's byte order.
      case 0xe3 -> second == 0x80 && third == 0x80;
      case 0xef -> second == 0xbb && third == 0xbf;
      default -> false;
    };
  }
}
