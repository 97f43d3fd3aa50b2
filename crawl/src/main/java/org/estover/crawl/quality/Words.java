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
 * <p>An open-addressed table of numbers, each beside the whole hash of its word and the first eight
 * bytes: most words are found, or not, by one look at one place in memory. Of longer words the
 * other bytes are compared as well. Memory: the words' bytes and 36 to 60 bytes for each.
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

  /** Marks the number of a word of more than eight bytes. */
  private static final long LONG_WORD = 1L << 31;

  /** Words of one hash stand in a row that each of them is looked for in; honest ones are few. */
  private static final long PROBES_OF_A_WORD = 64;

  private static final long FREE_PROBES = 1_000_000;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
    table = new long[2 << bits];
    long probes = PROBES_OF_A_WORD * starts.length + FREE_PROBES;
    for (int i = 0; i < starts.length - 1; i++) {
      int hash = hash(bytes, starts[i], starts[i + 1]);
      int slot = slot(hash, bytes, starts[i], starts[i + 1]);
      probes -= ((slot - firstSlot(hash)) & (table.length - 1)) >> 1;
      if (probes < 0) {
        throw Errors.manyOfOneHash(in.file(), i + 1);
      }
      long isLong = starts[i + 1] - starts[i] > Long.BYTES ? LONG_WORD : 0;
      // Of words that are there twice the last one counts.
      table[slot] = ((long) hash << Integer.SIZE) | isLong | (i + 1);
      table[slot + 1] = firstBytes(bytes, starts[i], starts[i + 1]);
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
    return (int) (table[slot(hash, text, from, to)] & (LONG_WORD - 1)) - 1;
  }

  private int firstSlot(int hash) {
    return ((hash * SPREAD) >>> shift) << 1;
  }

  private int slot(int hash, byte[] text, int from, int to) {
    long first = firstBytes(text, from, to);
    long wanted = ((long) hash << Integer.SIZE) | (to - from > Long.BYTES ? LONG_WORD : 0);
    int slot = firstSlot(hash);
    for (long entry = table[slot]; entry != 0; entry = table[slot]) {
      if ((entry & -LONG_WORD) == wanted && table[slot + 1] == first) {
        int known = (int) (entry & (LONG_WORD - 1)) - 1;
        if (to - from <= Long.BYTES || isWord(known, text, from, to)) {
          return slot;
        }
      }
      slot = (slot + 2) & (table.length - 1);
    }
    return slot;
  }

  /**
   * The first eight bytes of a word; zeros, which no word has, stand for those it does not have.
   */
  private static long firstBytes(byte[] text, int from, int to) {
    int size = Math.min(Long.BYTES, to - from);
    if (size == 0) {
      return 0;
    }
    if (from + Long.BYTES <= text.length) {
      return (long) EIGHT_BYTES.get(text, from) & (-1L >>> (Long.SIZE - size * Byte.SIZE));
    }
    long first = 0;
    for (int i = 0; i < size; i++) {
      first |= (text[from + i] & 0xffL) << (i * Byte.SIZE);
    }
    return first;
  }

  private boolean isWord(int known, byte[] text, int from, int to) {
    return Arrays.equals(bytes, starts[known], starts[known + 1], text, from, to);
  }
}
