package org.estover.crawl.language;

import java.util.Arrays;
import java.util.List;

/**
 * What a letter costs in each language of one script, given up to four letters before it.
 *
 * <p>A model of a language gives each letter, after those before it, a probability; its negative
 * logarithm, in steps of {@link #STEP} and at most 255 of them, is the letter's cost. A text costs
 * least in its own language. The table holds the n-grams, of up to five symbols, after whose start
 * the languages differ most about the last symbol; for another n-gram the longest of its ends that
 * the table holds speaks. Each n-gram's beginning is in the table too, so the search for the
 * longest one starts at one symbol more than the last one found.
 *
 * <p>A row is given as its difference to that of the longest of the n-gram's own ends, which is
 * mostly nought, and so packs well. In memory a row of costs is read eight languages at a time, as
 * bytes of a {@code long}. A hash table with linear probing finds it: 8 bytes a slot, two slots or
 * more an n-gram.
 */
final class GramTable {
  /** The natural logarithm that one step of a cost stands for. */
  static final double STEP = 0.05;

  /** The symbol for all that is no letter. */
  static final int BOUNDARY = 1;

  /** Bits of a symbol in the key of an n-gram. */
  static final int SYMBOL_BITS = 9;

  /** The longest n-gram. */
  static final int LONGEST = 5;

  private static final int ROW_BITS = 18;
  private static final int LANES = 8;

  private final List<String> languages;
  private final int unknownCost;
  private final int stride;
  private final long[] rows;
  private final long[] slots;
  private final int shift;

  /**
   * Makes a table.
   *
   * @param languages the languages, in the order of the costs
   * @param unknownCost what a symbol costs in a text in no language: more than in its own language,
   *     less than in one that is as strange to it as all others
   * @param keys the n-grams in rising order, all single symbols before all others
   * @param costs by language, then by n-gram, less the costs of the longest end that is a key
   */
  GramTable(List<String> languages, int unknownCost, long[] keys, byte[][] costs) {
    this.languages = List.copyOf(languages);
    this.unknownCost = unknownCost;
    this.stride = (languages.size() + LANES - 1) / LANES;
    this.rows = new long[keys.length * stride];
    // At most two of three slots are taken.
    int bits = 64 - Long.numberOfLeadingZeros(3L * keys.length / 2);
    this.slots = new long[1 << bits];
    this.shift = 64 - bits;
    for (int row = 0; row < keys.length; row++) {
      int end = end(keys[row]);
      for (int language = 0; language < languages.size(); language++) {
        int place = LANES * (language % LANES);
        long above = end < 0 ? 0 : rows[end * stride + language / LANES] >>> place;
        rows[row * stride + language / LANES] |= (costs[language][row] + above & 0xff) << place;
      }
      int slot = slot(keys[row]);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = keys[row] << ROW_BITS | row;
    }
  }

  /** The row of the longest end of an n-gram, or -1 for a single symbol. */
  private int end(long key) {
    int length = (64 - Long.numberOfLeadingZeros(key) + SYMBOL_BITS - 1) / SYMBOL_BITS;
    int row = -1;
    while (row < 0 && --length > 0) {
      row = row(key & ((1L << (SYMBOL_BITS * length)) - 1));
    }
    return row;
  }

  /** The languages, in the order of the costs. */
  List<String> languages() {
    return languages;
  }

  /** What a symbol costs in a text in no language. */
  int unknownCost() {
    return unknownCost;
  }

  /** How many bytes the table takes. */
  long bytes() {
    return 8L * (rows.length + slots.length);
  }

  private int slot(long key) {
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> shift);
  }

  /** The row of an n-gram, or -1. */
  private int row(long key) {
    int slot = slot(key);
    for (long found = slots[slot]; found != 0; found = slots[slot]) {
      if (found >>> ROW_BITS == key) {
        return (int) (found & ((1 << ROW_BITS) - 1));
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  /** The costs of one text, symbol by symbol; not thread-safe. */
  final class Tally {
    private static final long LOW_BYTES = 0x00ff00ff00ff00ffL;

    /** How many bytes a lane of sixteen bits can add up. */
    private static final int MOST = 257;

    private final long[] even = new long[stride];
    private final long[] odd = new long[stride];
    private final long[] sums = new long[stride * LANES];
    private int pending;
    private int symbols;
    private long key = BOUNDARY;
    private int matched = 1;

    /** Adds what a symbol costs after those before it. */
    void add(int symbol) {
      key = key << SYMBOL_BITS | symbol;
      int length = Math.min(matched + 1, LONGEST);
      int row = -1;
      while (length > 1) {
        row = row(key & ((1L << (SYMBOL_BITS * length)) - 1));
        if (row >= 0) {
          break;
        }
        length--;
      }
      matched = length;
      // The single symbols come first.
      addRow(row >= 0 ? row : symbol - 1);
    }

    private void addRow(int row) {
      int at = row * stride;
      for (int i = 0; i < stride; i++) {
        long costs = rows[at + i];
        even[i] += costs & LOW_BYTES;
        odd[i] += costs >>> 8 & LOW_BYTES;
      }
      symbols++;
      if (++pending == MOST) {
        flush();
      }
    }

    private void flush() {
      for (int i = 0; i < stride; i++) {
        for (int lane = 0; lane < LANES; lane += 2) {
          sums[i * LANES + lane] += even[i] >>> (LANES * lane) & 0xffff;
          sums[i * LANES + lane + 1] += odd[i] >>> (LANES * lane) & 0xffff;
        }
        even[i] = 0;
        odd[i] = 0;
      }
      pending = 0;
    }

    /** How many symbols were added. */
    int symbols() {
      return symbols;
    }

    /** What the symbols cost in each language, in the order of {@link #languages}. */
    long[] costs() {
      flush();
      return Arrays.copyOf(sums, languages.size());
    }
  }
}
