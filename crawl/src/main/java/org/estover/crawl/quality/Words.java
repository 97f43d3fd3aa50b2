package org.estover.crawl.quality;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary of a fastText model: words, then labels, each with its number.
 *
 * <p>An open-addressed table of numbers, each beside the whole hash of its word and the first 16
 * bytes: nearly all words are found, or not, by one look at one place in memory. Of longer words
 * the other bytes are compared as well. Memory: the words' bytes and 48 to 84 bytes for each.
 *
 * <p>That place may be anywhere, and to wait for it takes longer than all else. So words are looked
 * up a {@link WordBatch} at a time: memory is asked for the places of all of them, which it answers
 * many at once, before the first one is looked at.
 */
final class Words {
  static final String LABEL_PREFIX = "__label__";

  /** The word that stands for the end of a line. */
  static final byte[] END = "</s>".getBytes(StandardCharsets.US_ASCII);

  /** An entry has at least an end of the word, a count and a kind. */
  private static final int LEAST_ENTRY = 10;

  /** So many fit into the table. */
  private static final int MOST_ENTRIES = 1 << 28;

  private static final int FNV_START = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;
  private static final int SPREAD = 0x9e3779b9;

  /** Longs of an entry: hash and number, bytes 0 to 7, bytes 8 to 15. */
  private static final int ENTRY = 3;

  private static final int BYTES_IN_ENTRY = 2 * Long.BYTES;

  /** Marks the number of a word of more bytes than an entry has. */
  private static final long LONG_WORD = 1L << 31;

  /** Words of one hash stand in a row that each of them is looked for in; honest ones are few. */
  private static final long PROBES_OF_A_WORD = 64;

  private static final long FREE_PROBES = 1_000_000;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** By the number of bytes, a mask that leaves so many. */
  private static final long[] MASKS = {
    0,
    0xffL,
    0xffffL,
    0xffffffL,
    0xffffffffL,
    0xffffffffffL,
    0xffffffffffffL,
    0xffffffffffffffL,
    -1L
  };

  private final int wordCount;
  private final byte[] bytes;
  private final int[] starts;
  private final long[] counts;
  private final long[] table;
  private final int shift;
  private final @Nullable KeptNgrams kept;

  private Words(
      ModelInput in,
      int wordCount,
      byte[] bytes,
      int[] starts,
      long[] counts,
      @Nullable KeptNgrams kept)
      throws CorruptModelException {
    this.wordCount = wordCount;
    this.bytes = bytes;
    this.starts = starts;
    this.counts = counts;
    this.kept = kept;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(starts.length + starts.length / 2);
    shift = Integer.SIZE - bits;
    table = new long[ENTRY << bits];
    long probes = PROBES_OF_A_WORD * starts.length + FREE_PROBES;
    for (int i = 0; i < starts.length - 1; i++) {
      int hash = hash(bytes, starts[i], starts[i + 1]);
      int first = firstSlot(hash);
      int slot = slot(first, table[first], hash, bytes, starts[i], starts[i + 1]);
      probes -= Math.floorMod(slot - first, table.length) / ENTRY;
      if (probes < 0) {
        throw Errors.manyOfOneHash(in.file(), i + 1);
      }
      // Of words that are there twice the last one counts.
      table[slot] = key(hash, starts[i + 1] - starts[i]) | (i + 1);
      table[slot + 1] = eightBytes(bytes, starts[i], starts[i + 1]);
      table[slot + 2] = eightBytes(bytes, starts[i] + Long.BYTES, starts[i + 1]);
    }
  }

  /**
   * FNV-1a as fastText computes it: a byte above 127 is a negative number, and its sign fills the
   * upper bits.
   */
  static int hash(byte[] bytes, int from, int to) {
    int hash = FNV_START;
    for (int i = from; i < to; i++) {
      hash = nextHash(hash, bytes[i]);
    }
    return hash;
  }

  static int emptyHash() {
    return FNV_START;
  }

  static int nextHash(int hash, byte next) {
    return (hash ^ next) * FNV_PRIME;
  }

  static Words read(ModelInput in) throws IOException {
    int size = in.int32("the number of entries");
    int wordCount = in.int32("the number of words");
    int labelCount = in.int32("the number of labels");
    in.int64("the number of tokens");
    long keptCount = in.int64("the number of n-grams kept");
    if (wordCount < 0 || labelCount < 1 || (long) wordCount + labelCount != size) {
      throw in.wrong(
          Integer.BYTES * 3 + Long.BYTES * 2,
          "the number of entries",
          size + " (" + wordCount + " words, " + labelCount + " labels)",
          "the sum of words and labels, and one label at least");
    }
    in.require(size, LEAST_ENTRY, "the dictionary");
    if (size > MOST_ENTRIES) {
      throw Errors.unsupported(
          in.file(), in.offset(), "the number of entries before", size, MOST_ENTRIES);
    }
    int[] starts = new int[size + 1];
    long[] counts = new long[size];
    byte[] bytes = new byte[Math.toIntExact(Math.min(in.left(), 16L * size))];
    int end = 0;
    for (int i = 0; i < size; i++) {
      for (int b = in.int8("a word"); b != 0; b = in.int8("a word")) {
        if (end == bytes.length) {
          bytes = Arrays.copyOf(bytes, grown(in, end));
        }
        bytes[end++] = (byte) b;
      }
      starts[i + 1] = end;
      counts[i] = in.int64("the count of a word");
      int kind = in.int8("the kind of a word");
      if (kind != (i < wordCount ? 0 : 1)) {
        throw in.wrong(
            1, "the kind of entry " + i, kind, i < wordCount ? "0, a word" : "1, a label");
      }
    }
    KeptNgrams kept = keptCount < 0 ? null : KeptNgrams.read(in, keptCount);
    return new Words(in, wordCount, Arrays.copyOf(bytes, end), starts, counts, kept);
  }

  private static int grown(ModelInput in, int size) throws CorruptModelException {
    long most = Math.min(Integer.MAX_VALUE - 8, size + in.left() + 1);
    if (size >= most) {
      throw in.wrong(0, "the size of all words", size, "less than 2 GiB");
    }
    return (int) Math.min(most, Math.max(64, 2L * size));
  }

  int wordCount() {
    return wordCount;
  }

  int labelCount() {
    return counts.length - wordCount;
  }

  long labelTally(int label) {
    return counts[wordCount + label];
  }

  List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int i = wordCount; i < counts.length; i++) {
      labels.add(new String(bytes, starts[i], starts[i + 1] - starts[i], StandardCharsets.UTF_8));
    }
    return List.copyOf(labels);
  }

  boolean isPruned() {
    return kept != null;
  }

  /** The highest row of an n-gram, counted from the last word's; -1 if there are none. */
  int lastNgramRow(int buckets) {
    return kept == null ? buckets - 1 : kept.lastRow();
  }

  /** The row of the n-gram of a bucket, or -1 where pruning has left none. */
  int ngramRow(int bucket) {
    if (kept == null) {
      return wordCount + bucket;
    }
    int row = kept.row(bucket);
    return row < 0 ? -1 : wordCount + row;
  }

  /** The number of a word of this {@link #hash}, or -1 if it is not known. */
  int find(int hash, byte[] text, int from, int to) {
    int first = firstSlot(hash);
    return number(table[slot(first, table[first], hash, text, from, to)]);
  }

  /** Finds all words of a batch. */
  void find(WordBatch batch, byte[] text) {
    int count = batch.count();
    int[] hashes = batch.hashes;
    long[] entries = batch.entries;
    for (int i = 0; i < count; i++) {
      entries[i] = table[firstSlot(hashes[i])];
    }
    for (int i = 0; i < count; i++) {
      int hash = hashes[i];
      int slot = slot(firstSlot(hash), entries[i], hash, text, batch.begins[i], batch.ends[i]);
      batch.numbers[i] = number(table[slot]);
    }
  }

  private static int number(long entry) {
    return (int) (entry & (LONG_WORD - 1)) - 1;
  }

  /** What an entry has beside the number of its word. */
  private static long key(int hash, int size) {
    return ((long) hash << Integer.SIZE) | (size > BYTES_IN_ENTRY ? LONG_WORD : 0);
  }

  private int firstSlot(int hash) {
    return ((hash * SPREAD) >>> shift) * ENTRY;
  }

  /** The slot of a word, or an empty one; {@code firstEntry} is what the first slot holds. */
  private int slot(int first, long firstEntry, int hash, byte[] text, int from, int to) {
    long bytes0 = eightBytes(text, from, to);
    long bytes8 = eightBytes(text, from + Long.BYTES, to);
    long key = key(hash, to - from);
    int slot = first;
    long entry = firstEntry;
    while (entry != 0) {
      boolean isAlike =
          (entry & -LONG_WORD) == key && table[slot + 1] == bytes0 && table[slot + 2] == bytes8;
      if (isAlike && (to - from <= BYTES_IN_ENTRY || isWord(number(entry), text, from, to))) {
        break;
      }
      slot += ENTRY;
      slot = slot == table.length ? 0 : slot;
      entry = table[slot];
    }
    return slot;
  }

  /** Up to eight bytes of a word; zeros, which no word has, stand for those it does not have. */
  private static long eightBytes(byte[] text, int from, int to) {
    int size = Math.min(Long.BYTES, Math.max(0, to - from));
    if (from + Long.BYTES <= text.length) {
      return (long) EIGHT_BYTES.get(text, from) & MASKS[size];
    }
    long eight = 0;
    for (int i = 0; i < size; i++) {
      eight |= (text[from + i] & 0xffL) << (i * Byte.SIZE);
    }
    return eight;
  }

  private boolean isWord(int known, byte[] text, int from, int to) {
    return Arrays.equals(bytes, starts[known], starts[known + 1], text, from, to);
  }
}
