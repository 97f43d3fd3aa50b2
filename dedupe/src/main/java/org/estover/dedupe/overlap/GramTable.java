package org.estover.dedupe.overlap;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The different n-grams of some texts and where in them they stand.
 *
 * <p>Open addressing with linear probing. N-grams with equal hashes and different words stand side
 * by side: the words decide.
 */
final class GramTable {
  private static final long BASE = 0xD1342543DE82EF95L;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int TAIL_BITS_PER_GRAM = 12;
  private static final int MOST_TAIL_BITS = 32;

  private final Texts texts;
  private final long hashMask;
  private final int[] sizes;
  private final long[] powers;
  private final long[] tails;
  private final int tailShift;
  private final int[] slots;
  private final int slotShift;
  private final long[] hashes;
  private final int[] firstWords;
  private final int[] gramSizes;
  private final int[] postingsFrom;
  private final int[] postingTexts;
  private final int[] postingOffsets;
  private final int[] findable;

  private GramTable(Builder builder, Grouped grouped, long[] prefixes) {
    texts = builder.texts;
    hashMask = builder.hashMask;
    sizes = builder.sizes();
    findable = builder.findable;
    powers = powers();
    slots = grouped.slots;
    slotShift = grouped.slotShift;
    hashes = Arrays.copyOf(grouped.hashes, grouped.count);
    firstWords = Arrays.copyOf(grouped.firstWords, grouped.count);
    gramSizes = Arrays.copyOf(grouped.gramSizes, grouped.count);
    int[] from = new int[grouped.count + 1];
    for (int i = 0; i < grouped.gramOf.length; i++) {
      from[grouped.gramOf[i] + 1]++;
    }
    for (int gram = 0; gram < grouped.count; gram++) {
      from[gram + 1] += from[gram];
    }
    postingsFrom = from;
    postingTexts = new int[grouped.gramOf.length];
    postingOffsets = new int[grouped.gramOf.length];
    int[] next = from.clone();
    for (int i = 0; i < grouped.gramOf.length; i++) {
      int place = next[grouped.gramOf[i]]++;
      postingTexts[place] = builder.gramTexts.at(i);
      postingOffsets[place] = builder.gramOffsets.at(i);
    }
    int bits =
        Math.max(10, 64 - Long.numberOfLeadingZeros((long) TAIL_BITS_PER_GRAM * hashes.length));
    tails = new long[1 << (Math.min(bits, MOST_TAIL_BITS) - 6)];
    tailShift = 64 + 6 - Math.min(bits, MOST_TAIL_BITS);
    for (int gram = 0; gram < hashes.length; gram++) {
      int end = firstWords[gram] + gramSizes[gram];
      long spread = (hash(prefixes, end - least(), least()) & hashMask) * SPREAD;
      tails[(int) (spread >>> tailShift)] |= tailBits(spread ^ (spread >>> 32));
    }
  }

  /** The hash of the words up to and with one, given that of the words before it. */
  static long prefix(long before, long wordHash) {
    return before * BASE + wordHash;
  }

  /** The hash of a number of words, from the prefixes before the first and with the last. */
  static long hash(long before, long last, long power) {
    return last - before * power;
  }

  private long hash(long[] prefixes, int firstWord, int size) {
    return hash(prefixes[firstWord], prefixes[firstWord + size], powers[size]);
  }

  int count() {
    return hashes.length;
  }

  /** The numbers of words that n-grams have, ascending. */
  int[] sizes() {
    return sizes;
  }

  /** The fewest words of an n-gram; more than any document has if there are none. */
  int least() {
    return sizes.length == 0 ? Integer.MAX_VALUE : sizes[0];
  }

  /** The base to the power of n, for each n. */
  private static long[] powers() {
    long[] powers = new long[EvalIndex.MOST_WORDS + 1];
    powers[0] = 1;
    for (int n = 1; n < powers.length; n++) {
      powers[n] = powers[n - 1] * BASE;
    }
    return powers;
  }

  long power(int n) {
    return powers[n];
  }

  /** Whether n-grams may end with words of that hash; false is sure. */
  boolean mayEndWith(long tail) {
    long spread = (tail & hashMask) * SPREAD;
    long mixed = spread ^ (spread >>> 32);
    long bits = tailBits(mixed);
    return (tails[(int) (spread >>> tailShift)] & bits) == bits;
  }

  /** Three bits of one 64-bit word, by bits of the hash that don't choose the word. */
  private static long tailBits(long spread) {
    return (1L << spread) | (1L << (spread >>> 6)) | (1L << (spread >>> 12));
  }

  /** Finds the n-gram that a place of a text is, or -1; the reader is one that captures. */
  int find(long hash, int size, Words reader, String text, int start, int skip) {
    long masked = hash & hashMask;
    int mask = slots.length - 1;
    for (int slot = (int) ((masked * SPREAD) >>> slotShift); slots[slot] != 0; ) {
      int gram = slots[slot] - 1;
      if (hashes[gram] == masked && gramSizes[gram] == size) {
        reader.reset(text, start, skip);
        if (isSpelledBy(reader, firstWords[gram], size)) {
          return gram;
        }
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private boolean isSpelledBy(Words reader, int firstWord, int size) {
    for (int i = 0; i < size; i++) {
      if (!reader.next() || !texts.isWord(firstWord + i, reader)) {
        return false;
      }
    }
    return true;
  }

  /** The words of a text that stand in one of its n-grams at least. */
  int findableWords(int text) {
    return findable[text];
  }

  /** The first posting of an n-gram; those before that of the next one are its. */
  int from(int gram) {
    return postingsFrom[gram];
  }

  int size(int gram) {
    return gramSizes[gram];
  }

  int text(int posting) {
    return postingTexts[posting];
  }

  /** The place in the text, in words. */
  int offset(int posting) {
    return postingOffsets[posting];
  }

  /** Collects the places of n-grams. */
  static final class Builder {
    private final Texts texts;
    private final long[] wordHashes;
    private final long hashMask;
    private final int[] findable;
    private final Ints gramTexts = new Ints();
    private final Ints gramOffsets = new Ints();
    private final Ints gramSizes = new Ints();

    Builder(Texts texts, long[] wordHashes, long hashMask) {
      this.texts = texts;
      this.wordHashes = wordHashes;
      this.hashMask = hashMask;
      this.findable = new int[texts.count()];
    }

    /** Adds a place; those of one text come together, by offset. */
    void add(int text, int offset, int size) {
      int places = gramTexts.size();
      boolean first = places == 0 || gramTexts.at(places - 1) != text;
      int end = first ? 0 : gramOffsets.at(places - 1) + gramSizes.at(places - 1);
      findable[text] += offset + size - Math.max(offset, end);
      gramTexts.add(text);
      gramOffsets.add(offset);
      gramSizes.add(size);
    }

    GramTable build() {
      long[] prefixes = new long[wordHashes.length + 1];
      for (int word = 0; word < wordHashes.length; word++) {
        prefixes[word + 1] = prefix(prefixes[word], wordHashes[word]);
      }
      return new GramTable(this, new Grouped(this, prefixes), prefixes);
    }

    private int[] sizes() {
      return IntStream.of(gramSizes.toArray()).sorted().distinct().toArray();
    }
  }

  /** The places of equal n-grams together; numbered as they first appear. */
  private static final class Grouped {
    private final int[] slots;
    private final int slotShift;
    private final int[] gramOf;
    private final long[] hashes;
    private final int[] firstWords;
    private final int[] gramSizes;
    private int count;

    private Grouped(Builder builder, long[] prefixes) {
      int places = builder.gramTexts.size();
      int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(places));
      slots = new int[1 << bits];
      slotShift = 64 - bits;
      gramOf = new int[places];
      hashes = new long[places];
      firstWords = new int[places];
      gramSizes = new int[places];
      long[] powers = powers();
      for (int place = 0; place < places; place++) {
        int size = builder.gramSizes.at(place);
        int word =
            builder.texts.firstWord(builder.gramTexts.at(place)) + builder.gramOffsets.at(place);
        long hash = hash(prefixes[word], prefixes[word + size], powers[size]) & builder.hashMask;
        gramOf[place] = gram(builder.texts, hash, word, size);
      }
    }

    private int gram(Texts texts, long hash, int word, int size) {
      int slot = (int) ((hash * SPREAD) >>> slotShift);
      for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
        int gram = slots[slot] - 1;
        if (hashes[gram] == hash
            && gramSizes[gram] == size
            && isEqual(texts, firstWords[gram], word, size)) {
          return gram;
        }
      }
      slots[slot] = count + 1;
      hashes[count] = hash;
      firstWords[count] = word;
      gramSizes[count] = size;
      return count++;
    }

    private static boolean isEqual(Texts texts, int word, int other, int size) {
      for (int i = 0; i < size; i++) {
        if (!texts.areEqualWords(word + i, other + i)) {
          return false;
        }
      }
      return true;
    }
  }
}
