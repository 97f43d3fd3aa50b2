package org.estover.dedupe.exact;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A Bloom filter of paragraphs, for corpora whose paragraphs are too many for a set: of equal
 * paragraphs the first that is added stays, and few others go by chance ({@link BloomSize}).
 *
 * <p>The upper half of a paragraph's 128-bit key chooses a block, the lower half is split into the
 * places of seven bits in it, nine bits each; further places come from the lower half mixed again.
 * Nothing is drawn by chance, and added paragraphs are or-ed in, so the filter and its file depend
 * on the set of paragraphs and their number only, not on their order. Memory: that of the size, in
 * pieces that are made when they are needed. One thread at a time.
 *
 * <p>File: {@code ESTBLOOM}; then, little-endian, the format's version (4 bytes), bits per key (4),
 * blocks (8), paragraphs added (8); the SHA-256 over all that and the bits; the bits in words of
 * 64.
 */
public final class ParagraphBloom {
  /** The version of keys, bits and file. */
  public static final int VERSION = 1;

  private static final byte[] MAGIC = "ESTBLOOM".getBytes(StandardCharsets.US_ASCII);
  private static final int COUNTS_SIZE = MAGIC.length + 4 + 4 + 8 + 8;
  private static final int HEADER_SIZE = COUNTS_SIZE + 32;
  private static final int BLOCK_WORDS = BloomSize.BLOCK_BITS / Long.SIZE;
  private static final int PLACE_BITS = 9;
  private static final int PLACES = Long.SIZE / PLACE_BITS;
  private static final int SEGMENT_BLOCKS_LOG = 10;
  private static final int SEGMENT_BLOCKS = 1 << SEGMENT_BLOCKS_LOG;
  private static final int SEGMENT_WORDS = SEGMENT_BLOCKS * BLOCK_WORDS;

  /** G. Steele and S. Vigna, Computationally easy, spectrally good multipliers (2021). */
  private static final long MULTIPLIER = 0xD1342543DE82EF95L;

  private final BloomSize size;
  private final int hashes;
  private final long blocks;
  private final long[] @Nullable [] segments;
  private final ParagraphBatch batch = new ParagraphBatch();
  private long added;

  /** Kept so that the reads are made; what they read is of no interest. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  /** Makes an empty filter. */
  public ParagraphBloom(BloomSize size) {
    this.size = size;
    hashes = size.hashes();
    blocks = size.blocks();
    segments = new long[(int) ((blocks + SEGMENT_BLOCKS - 1) >> SEGMENT_BLOCKS_LOG)][];
  }

  /** The shape. */
  public BloomSize size() {
    return size;
  }

  /** How many paragraphs were added, equal ones included. */
  public long added() {
    return added;
  }

  /** The ranges of the paragraphs of a text that were added before; adds the others. */
  public ParagraphCuts cuts(CharSequence text, Paragraphs paragraphs) {
    ParagraphCuts.Draft draft = new ParagraphCuts.Draft();
    paragraphs.open(text);
    while (batch.fill(paragraphs)) {
      touch();
      draft.compare(batch.count());
      for (int i = 0; i < batch.count(); i++) {
        if (!add(batch.high(i), batch.low(i))) {
          draft.add(batch.byteStart(i), batch.byteEnd(i));
        }
      }
    }
    return draft.finish(paragraphs);
  }

  /**
   * Reads a word of each block of the batch. These reads do not depend on each other, so that their
   * waits for memory overlap; those of {@link #add} would each wait for the one before.
   */
  private void touch() {
    long all = 0;
    for (int i = 0; i < batch.count(); i++) {
      long block = blockOf(batch.high(i), blocks);
      long[] words = segments[(int) (block >> SEGMENT_BLOCKS_LOG)];
      all += words == null ? 0 : words[wordOf(block)];
    }
    touched = all;
  }

  /** Adds a paragraph by its key; false if it seems to have been added before. */
  public boolean add(long high, long low) {
    added++;
    if (mightContain(high, low)) {
      return false;
    }
    long block = blockOf(high, blocks);
    int segment = (int) (block >> SEGMENT_BLOCKS_LOG);
    long[] words = segments[segment];
    if (words == null) {
      words = new long[SEGMENT_WORDS];
      segments[segment] = words;
    }
    int from = wordOf(block);
    long source = low;
    for (int left = hashes; left > 0; left -= PLACES) {
      long bits = source;
      for (int i = Math.min(left, PLACES); i > 0; i--) {
        int bit = (int) (bits >>> (Long.SIZE - PLACE_BITS));
        words[from + bit / Long.SIZE] |= 1L << bit;
        bits <<= PLACE_BITS;
      }
      source = mixed(source);
    }
    return true;
  }

  /** Whether a paragraph seems to have been added; adds nothing. */
  public boolean mightContain(long high, long low) {
    long block = blockOf(high, blocks);
    long[] words = segments[(int) (block >> SEGMENT_BLOCKS_LOG)];
    if (words == null) {
      return false;
    }
    int from = wordOf(block);
    long absent = 0;
    long source = low;
    for (int left = hashes; left > 0; left -= PLACES) {
      long bits = source;
      for (int i = Math.min(left, PLACES); i > 0; i--) {
        int bit = (int) (bits >>> (Long.SIZE - PLACE_BITS));
        absent |= ~words[from + bit / Long.SIZE] & (1L << bit);
        bits <<= PLACE_BITS;
      }
      source = mixed(source);
    }
    return absent == 0;
  }

  /** Another 64 bits, from which the next places are cut. */
  private static long mixed(long bits) {
    long mixed = (bits ^ bits >>> 32) * MULTIPLIER;
    return mixed ^ mixed >>> 29;
  }

  private static int wordOf(long block) {
    return (int) (block & (SEGMENT_BLOCKS - 1)) * BLOCK_WORDS;
  }

  /** The block of a key: its upper half as a fraction of all blocks. */
  static long blockOf(long high, long blocks) {
    return Math.multiplyHigh(high >>> 1, blocks << 1);
  }

  /**
   * Writes the filter into a file, reads that again, and only then gives it its name.
   *
   * @throws IOException if it cannot be written, or reads otherwise than it was written
   */
  public void write(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    ByteBuffer header = header();
    try (FileChannel out =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(out, header);
      ByteBuffer bytes = buffer();
      for (long segment = 0; segment < segments.length; segment++) {
        writeAll(out, segmentBytes((int) segment, bytes));
      }
      out.force(true);
    }
    ParagraphBloom read = read(draft);
    if (!header.rewind().equals(read.header())) {
      throw Errors.readOtherwise(draft);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a filter from a file.
   *
   * @throws IOException if it is none, is of a newer format, or is damaged
   */
  public static ParagraphBloom read(Path file) throws IOException {
    long fileSize = Files.size(file);
    if (fileSize < HEADER_SIZE) {
      throw Errors.cutShort(file, fileSize, HEADER_SIZE);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteBuffer header =
          ByteBuffer.wrap(in.readNBytes(HEADER_SIZE)).order(ByteOrder.LITTLE_ENDIAN);
      byte[] magic = new byte[MAGIC.length];
      header.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw Errors.noFilter(file);
      }
      int version = header.getInt();
      if (version != VERSION) {
        throw Errors.otherVersion(file, version, VERSION);
      }
      int hashes = header.getInt();
      long blocks = header.getLong();
      if (hashes < 1
          || hashes > BloomSize.HASH_LIMIT
          || blocks < 1
          || blocks > BloomSize.BLOCK_LIMIT) {
        throw Errors.damaged(file, "its header says " + blocks + " blocks, " + hashes + " hashes");
      }
      BloomSize size = new BloomSize(blocks, hashes);
      if (fileSize != HEADER_SIZE + size.size()) {
        throw Errors.cutShort(file, fileSize, HEADER_SIZE + size.size());
      }
      ParagraphBloom bloom = new ParagraphBloom(size);
      bloom.added = header.getLong();
      bloom.readBits(in);
      if (!header.rewind().equals(bloom.header())) {
        throw Errors.damaged(file, "its SHA-256 is another than its header says");
      }
      return bloom;
    }
  }

  private void readBits(InputStream in) throws IOException {
    for (int segment = 0; segment < segments.length; segment++) {
      byte[] bytes = in.readNBytes(wordsIn(segment) * Long.BYTES);
      long[] words = new long[SEGMENT_WORDS];
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer()
          .get(words, 0, bytes.length / Long.BYTES);
      segments[segment] = Arrays.stream(words).allMatch(word -> word == 0) ? null : words;
    }
  }

  private ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putInt(VERSION).putInt(hashes).putLong(blocks).putLong(added);
    MessageDigest digest = sha256();
    digest.update(header.array(), 0, COUNTS_SIZE);
    ByteBuffer bytes = buffer();
    for (int segment = 0; segment < segments.length; segment++) {
      digest.update(segmentBytes(segment, bytes));
    }
    return header.put(digest.digest()).rewind();
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(SEGMENT_WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer segmentBytes(int segment, ByteBuffer bytes) {
    long[] words = segments[segment];
    bytes.clear().limit(wordsIn(segment) * Long.BYTES);
    bytes.asLongBuffer().put(words == null ? new long[SEGMENT_WORDS] : words, 0, wordsIn(segment));
    return bytes;
  }

  private int wordsIn(int segment) {
    long before = (long) segment << SEGMENT_BLOCKS_LOG;
    return (int) Math.min(SEGMENT_BLOCKS, blocks - before) * BLOCK_WORDS;
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
