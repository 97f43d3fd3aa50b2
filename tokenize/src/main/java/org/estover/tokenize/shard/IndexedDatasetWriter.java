package org.estover.tokenize.shard;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes one {@code .bin}/{@code .idx} pair, byte for byte as Megatron and GPT-NeoX do.
 *
 * <p>Other than theirs it refuses a token that does not fit, which numpy cuts without a word.
 * Quirk: the peers cannot map an empty {@code .bin}, so a pair without tokens is for us alone.
 *
 * <p>Tokens are appended to an open sequence; {@link #endSequence()} closes it, {@link
 * #endDocument()} closes a document of zero or more sequences. Nothing counts until {@link
 * #finish()}: without it {@link #close()} removes the files.
 *
 * <p>Memory is a few buffers, whatever the number of sequences: their sizes wait in two temporary
 * files beside the index (4 bytes a sequence, 8 bytes a document), because the index wants all
 * sizes before the first pointer. Not thread-safe.
 */
public final class IndexedDatasetWriter implements Closeable {
  private static final int ENCODE_TOKENS = 4096;

  private final Path prefix;
  private final TokenWidth width;
  private final Path sizesFile;
  private final Path documentsFile;
  private final DigestingFile bin;
  private final DataOutputStream sizes;
  private final DataOutputStream documentEnds;
  private final byte[] encoded = new byte[ENCODE_TOKENS * Integer.BYTES];
  private final int[] single = new int[1];
  private long sequences;
  private long documents;
  private long openSequenceTokens;
  private boolean finished;

  private IndexedDatasetWriter(Path prefix, TokenWidth width) throws IOException {
    this.prefix = prefix;
    this.width = width;
    sizesFile = ShardFormat.withSuffix(prefix, ".sizes.tmp");
    documentsFile = ShardFormat.withSuffix(prefix, ".documents.tmp");
    bin = new DigestingFile(ShardFormat.bin(prefix));
    sizes = output(sizesFile);
    documentEnds = output(documentsFile);
  }

  /** Starts the pair {@code prefix.bin}, {@code prefix.idx}; existing files are replaced. */
  public static IndexedDatasetWriter create(Path prefix, TokenWidth width) throws IOException {
    return new IndexedDatasetWriter(prefix, width);
  }

  /** Appends one token to the open sequence. */
  public void append(int token) throws IOException {
    single[0] = token;
    append(single, 0, 1);
  }

  /**
   * Appends tokens to the open sequence.
   *
   * @throws IllegalArgumentException if a token does not fit the width
   */
  public void append(int[] tokens, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, tokens.length);
    grow(count);
    for (int done = 0; done < count; done += ENCODE_TOKENS) {
      int part = Math.min(ENCODE_TOKENS, count - done);
      int end = width.encode(tokens, from + done, part, encoded, 0);
      bin.write(encoded, 0, end);
    }
  }

  /** Appends tokens that are already little-endian bytes of this writer's width. */
  public void appendEncoded(byte[] bytes, int from, int size) throws IOException {
    if (size % width.bytes() != 0) {
      throw new IllegalArgumentException(size + " bytes are no whole number of " + width);
    }
    grow(size / width.bytes());
    bin.write(bytes, from, size);
  }

  /** Closes the open sequence, which may be empty. */
  public void endSequence() throws IOException {
    sizes.writeInt((int) openSequenceTokens);
    openSequenceTokens = 0;
    sequences++;
  }

  /** Closes a document: all sequences since the last one, which may be none. */
  public void endDocument() throws IOException {
    if (openSequenceTokens > 0) {
      throw new IllegalStateException("the document's last sequence is still open");
    }
    documentEnds.writeLong(sequences);
    documents++;
  }

  /** The tokens written so far. */
  public long tokenCount() {
    return bin.size() / width.bytes();
  }

  /** Writes the index, syncs both files to disk and tells what they hold. */
  public WrittenShard finish() throws IOException {
    if (openSequenceTokens > 0) {
      throw new IllegalStateException("a sequence is still open");
    }
    if (finished) {
      throw new IllegalStateException("already finished");
    }
    sizes.close();
    documentEnds.close();
    String binSha256 = bin.finish();
    try (DigestingFile index = new DigestingFile(ShardFormat.idx(prefix))) {
      writeHeader(index);
      writeSizes(index);
      writePointers(index);
      writeDocumentEnds(index);
      String idxSha256 = index.finish();
      finished = true;
      return new WrittenShard(
          width,
          sequences,
          documents,
          tokenCount(),
          bin.size(),
          binSha256,
          index.size(),
          idxSha256);
    }
  }

  private void writeHeader(DigestingFile index) throws IOException {
    byte[] magic = ShardFormat.magic();
    index.write(magic, 0, magic.length);
    index.writeLong(ShardFormat.VERSION);
    index.writeByte(width.code());
    index.writeLong(sequences);
    index.writeLong(documents + 1);
  }

  private void writeSizes(DigestingFile index) throws IOException {
    try (DataInputStream in = input(sizesFile)) {
      for (long i = 0; i < sequences; i++) {
        index.writeInt(in.readInt());
      }
    }
  }

  private void writePointers(DigestingFile index) throws IOException {
    long pointer = 0;
    try (DataInputStream in = input(sizesFile)) {
      for (long i = 0; i < sequences; i++) {
        index.writeLong(pointer);
        pointer += (long) in.readInt() * width.bytes();
      }
    }
  }

  private void writeDocumentEnds(DigestingFile index) throws IOException {
    index.writeLong(0);
    try (DataInputStream in = input(documentsFile)) {
      for (long i = 0; i < documents; i++) {
        index.writeLong(in.readLong());
      }
    }
  }

  private void grow(int tokens) {
    if (openSequenceTokens + tokens > Integer.MAX_VALUE) {
      throw Errors.sequenceTooLong(openSequenceTokens + tokens);
    }
    openSequenceTokens += tokens;
  }

  @Override
  public void close() throws IOException {
    bin.close();
    sizes.close();
    documentEnds.close();
    Files.deleteIfExists(sizesFile);
    Files.deleteIfExists(documentsFile);
    if (!finished) {
      Files.deleteIfExists(ShardFormat.bin(prefix));
      Files.deleteIfExists(ShardFormat.idx(prefix));
    }
  }

  private static DataOutputStream output(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  private static DataInputStream input(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }
}
