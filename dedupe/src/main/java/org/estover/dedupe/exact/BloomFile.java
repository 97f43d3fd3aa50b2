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

/**
 * The file of a Bloom filter, written block by block, so that no memory has to hold the filter.
 *
 * <p>{@code ESTBLOOM}; then, little-endian, the format's version (4 bytes), bits that a key sets
 * (4), blocks (8), keys added (8); the SHA-256 over all that and the bits; the bits in words of 64.
 */
public final class BloomFile {
  private static final int BLOCK_SIZE = BloomSize.BLOCK_BITS / Byte.SIZE;

  private static final byte[] MAGIC = "ESTBLOOM".getBytes(StandardCharsets.US_ASCII);
  private static final int COUNTS_SIZE = MAGIC.length + 4 + 4 + 8 + 8;
  private static final int DIGEST_SIZE = 32;
  private static final int HEADER_SIZE = COUNTS_SIZE + DIGEST_SIZE;
  private static final int BUFFER = 1 << 16;
  private static final byte[] EMPTY_BLOCK = new byte[BLOCK_SIZE];

  private BloomFile() {}

  /** Hands out the blocks of a filter. */
  public interface Blocks {
    /** Gives each block that has a bit set, and perhaps others, ascending. */
    void give(Taker taker) throws IOException;
  }

  /** Takes blocks. */
  public interface Taker {
    /** Takes the block of a number, which begins at a word. */
    void take(long block, long[] words, int from) throws IOException;
  }

  /**
   * What the head of a file says.
   *
   * @param added how many keys were added, equal ones included
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  record Head(BloomSize size, long added, byte[] digest) {
    byte[] counts() {
      return ByteBuffer.allocate(COUNTS_SIZE)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put(MAGIC)
          .putInt(ParagraphBloom.VERSION)
          .putInt(size.hashes())
          .putLong(size.blocks())
          .putLong(added)
          .array();
    }
  }

  /**
   * Writes a filter into a file, reads that again, and only then gives it its name.
   *
   * @throws IOException if it cannot be written, or reads otherwise than it was written
   */
  public static void write(Path file, BloomSize size, long added, Blocks blocks)
      throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    byte[] digest;
    try (FileChannel out =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      byte[] counts = new Head(size, added, new byte[0]).counts();
      Writing writing = new Writing(out, counts, size.blocks());
      blocks.give(writing);
      digest = writing.finish();
    }
    if (!Arrays.equals(digest, read(draft, Reading.UNUSED).digest())) {
      throw Errors.readOtherwise(draft);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Words on their way to a file and into its digest; blocks that nobody gives are zeros. */
  private static final class Writing implements Taker {
    private final FileChannel out;
    private final byte[] counts;
    private final long blocks;
    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private long next;

    Writing(FileChannel out, byte[] counts, long blocks) throws IOException {
      this.out = out;
      this.counts = counts;
      this.blocks = blocks;
      digest.update(counts);
      out.position(HEADER_SIZE);
    }

    @Override
    public void take(long block, long[] words, int from) throws IOException {
      zerosTo(block);
      for (int i = 0; i < BloomBlock.WORDS; i++) {
        buffer.putLong(words[from + i]);
      }
      next++;
      flushIfFull();
    }

    byte[] finish() throws IOException {
      zerosTo(blocks);
      flush();
      byte[] sum = digest.digest();
      out.position(0);
      writeAll(ByteBuffer.wrap(counts));
      writeAll(ByteBuffer.wrap(sum));
      out.force(true);
      return sum;
    }

    private void zerosTo(long block) throws IOException {
      if (block < next || block > blocks) {
        throw new IllegalStateException("block " + block + " after " + (next - 1));
      }
      for (; next < block; next++) {
        buffer.put(EMPTY_BLOCK);
        flushIfFull();
      }
    }

    private void flushIfFull() throws IOException {
      if (!buffer.hasRemaining()) {
        flush();
      }
    }

    private void flush() throws IOException {
      buffer.flip();
      digest.update(buffer.duplicate());
      writeAll(buffer);
      buffer.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** Makes of a head who takes the blocks behind it. */
  interface Reading {
    /** Wants no block. */
    Reading UNUSED = head -> (block, words, from) -> {};

    Taker behind(Head head);
  }

  /**
   * Reads a file to its end.
   *
   * @throws IOException if it is none, is of another version, or is damaged
   */
  static Head read(Path file, Reading reading) throws IOException {
    long fileSize = Files.size(file);
    if (fileSize < HEADER_SIZE) {
      throw Errors.cutShort(file, fileSize, HEADER_SIZE);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      Head head = head(file, ByteBuffer.wrap(in.readNBytes(HEADER_SIZE)));
      if (fileSize != HEADER_SIZE + head.size().size()) {
        throw Errors.cutShort(file, fileSize, HEADER_SIZE + head.size().size());
      }
      MessageDigest digest = sha256();
      digest.update(head.counts());
      Taker taker = reading.behind(head);
      long[] words = new long[BloomBlock.WORDS];
      for (long block = 0; block < head.size().blocks(); block++) {
        byte[] bytes = in.readNBytes(BLOCK_SIZE);
        digest.update(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        taker.take(block, words, 0);
      }
      if (!MessageDigest.isEqual(digest.digest(), head.digest())) {
        throw Errors.damaged(file, "its SHA-256 is another than its header says");
      }
      return head;
    }
  }

  private static Head head(Path file, ByteBuffer header) throws IOException {
    header.order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    header.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw Errors.noFilter(file);
    }
    int version = header.getInt();
    if (version != ParagraphBloom.VERSION) {
      throw Errors.otherVersion(file, version, ParagraphBloom.VERSION);
    }
    int hashes = header.getInt();
    long blocks = header.getLong();
    if (hashes < 1
        || hashes > BloomSize.HASH_LIMIT
        || blocks < 1
        || blocks > BloomSize.BLOCK_LIMIT) {
      throw Errors.damaged(file, "its header says " + blocks + " blocks, " + hashes + " hashes");
    }
    long added = header.getLong();
    byte[] digest = new byte[DIGEST_SIZE];
    header.get(digest);
    return new Head(new BloomSize(blocks, hashes), added, digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
