package org.estover.tokenize.text;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SummedFile;
import org.estover.tokenize.shard.TokenWidth;

/**
 * Makes the {@link TextIndex} of a shard: reads its tokens once and indexes each block of their
 * text as soon as it is full.
 *
 * <p>A block ends behind the last document that fits into {@value #BLOCK_SIZE} bytes; a longer
 * document is a block of its own. The bytes depend on tokens and tokenizer only. Memory: 5 bytes
 * per byte of a block, and up to 4 more while it is sorted; 16 bytes per 16 KiB of text.
 */
public final class TextIndexWriter {
  /** 32 MiB, so that a block is sorted in 300 MB, whatever the shard's size. */
  static final int BLOCK_SIZE = 1 << 25;

  /** The longest text of a document. */
  static final int LARGEST_DOCUMENT = 1 << 30;

  private static final int READ_TOKENS = 1 << 16;

  private final ReleasedShard shard;
  private final TokenWidth width;
  private final TokenBytes tokens;
  private final int blockSize;
  private final SummedFile bin;
  private final Output out;

  private byte[] text = new byte[1 << 16];
  private int size;
  private int end;
  private long flushed;
  private int[] rows = new int[0];
  private final Longs places = new Longs();
  private final Longs starts = new Longs();
  private int blocks;
  private ByteBuffer heads = ByteBuffer.allocate(1 << 12);

  private TextIndexWriter(
      ReleasedShard shard, TokenBytes tokens, int blockSize, SummedFile bin, Output out) {
    this.shard = shard;
    this.tokens = tokens;
    this.blockSize = blockSize;
    this.bin = bin;
    this.out = out;
    width = tokens.tokenizer().tokenWidth();
  }

  /**
   * Writes the index of a shard that lies in a folder; what is there is replaced.
   *
   * @param attempt a name no other writer in the folder uses now, of letters, digits and hyphens
   * @throws IOException if a token has no bytes, or one that no text has; the message names it
   */
  public static void write(Path folder, ReleasedShard shard, TokenBytes tokens, String attempt)
      throws IOException {
    write(folder, shard, tokens, attempt, BLOCK_SIZE);
  }

  static void write(
      Path folder, ReleasedShard shard, TokenBytes tokens, String attempt, int blockSize)
      throws IOException {
    Path file = folder.resolve(TextIndex.name(shard));
    Files.createDirectories(file.resolveSibling("."));
    Path unfinished = file.resolveSibling("." + attempt + ".tmp");
    try {
      try (SummedFile bin = SummedFile.open(folder, shard.bin());
          Output out = new Output(unfinished)) {
        new TextIndexWriter(shard, tokens, blockSize, bin, out).run();
      }
      Derived.place(unfinished, file);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void run() throws IOException {
    ByteBuffer header = little(TextIndex.HEADER_SIZE);
    header.put(TextIndex.magic()).putInt(TextIndex.VERSION).putInt(0);
    header.put(HexFormat.of().parseHex(shard.bin().sha256()));
    header.put(HexFormat.of().parseHex(tokens.tokenizer().digest()));
    out.write(header.flip());
    starts.add(out.size);
    int[] ids = new int[READ_TOKENS];
    for (long at = 0; at < shard.tokens(); at += READ_TOKENS) {
      int count = (int) Math.min(READ_TOKENS, shard.tokens() - at);
      ByteBuffer bytes = bin.read(at * width.bytes(), count * width.bytes());
      width.decode(bytes.array(), bytes.arrayOffset(), ids, 0, count);
      for (int i = 0; i < count; i++) {
        add(at + i, ids[i]);
      }
    }
    if (size != end) {
      throw Errors.unfinished(bin.name());
    }
    if (size > 0) {
      block(size);
    }
    finish();
  }

  private void add(long number, int id) throws IOException {
    if (!tokens.isToken(id)) {
      throw Errors.noText(bin.name(), number, id, "which the tokenizer does not have");
    }
    int added = tokens.size(id);
    if (size + added > blockSize && end > 0) {
      block(end);
    }
    if (size + added > text.length) {
      text = Arrays.copyOf(text, larger(number, added));
    }
    if (number % TextIndex.PLACE_TOKENS == 0) {
      places.add(flushed + size);
    }
    int from = size;
    size = tokens.copy(id, text, size);
    if (tokens.isEnd(id)) {
      end = size;
      return;
    }
    for (int i = from; i < size; i++) {
      if (text[i] == (byte) TextBlock.SEPARATOR) {
        throw Errors.noText(bin.name(), number, id, "whose byte 0xFF is in no UTF-8");
      }
    }
  }

  private int larger(long number, int added) throws IOException {
    int needed = size + added;
    if (needed > LARGEST_DOCUMENT) {
      throw Errors.tooLong(bin.name(), number, LARGEST_DOCUMENT);
    }
    return Math.max(needed, (int) Math.min(2L * text.length, Math.max(blockSize, needed)));
  }

  /** Indexes the first bytes of the text and keeps the others for the next block. */
  private void block(int count) throws IOException {
    if (rows.length < count) {
      // A block that is cut off tells that there will be others of about its size.
      rows = new int[count < size ? Math.max(count, blockSize) : count];
    }
    byte[] head =
        new BlockWriter(text, count, rows)
            .write(
                bucket -> {
                  out.write(bucket);
                  starts.add(out.size);
                });
    if (heads.remaining() < head.length) {
      heads = ByteBuffer.allocate(2 * heads.capacity()).put(heads.flip());
    }
    heads.put(head);
    blocks++;
    flushed += count;
    size -= count;
    end = 0;
    System.arraycopy(text, count, text, 0, size);
  }

  private void finish() throws IOException {
    long placesStart = out.size;
    places.writeTo(out);
    starts.writeTo(out);
    out.write(heads.flip());
    ByteBuffer trailer = little(TextIndex.TRAILER_SIZE);
    trailer.putLong(shard.tokens()).putLong(flushed).putLong(placesStart);
    trailer.putLong(starts.size - 1L).putLong(blocks).put(TextIndex.endMagic());
    out.write(trailer.flip());
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Numbers that grow in number. */
  private static final class Longs {
    private long[] numbers = new long[64];
    private int size;

    void add(long number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    void writeTo(Output out) throws IOException {
      ByteBuffer one = little(Long.BYTES);
      for (int i = 0; i < size; i++) {
        out.write(one.clear().putLong(numbers[i]).flip());
      }
    }
  }

  /** The file that is being written, with its size. */
  private static final class Output implements Closeable {
    private final OutputStream stream;
    private long size;

    Output(Path file) throws IOException {
      stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    /** Appends a buffer from its beginning to its limit. */
    void write(ByteBuffer buffer) throws IOException {
      stream.write(buffer.array(), buffer.arrayOffset(), buffer.limit());
      size += buffer.limit();
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
