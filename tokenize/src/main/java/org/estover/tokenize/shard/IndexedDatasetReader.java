package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads one {@code .bin}/{@code .idx} pair as written by us, Megatron or GPT-NeoX; the {@code .bin}
 * may lie there in slices, as Pythia's does. Items are sequences, which the peers call documents.
 *
 * <p>Opening checks the header and both files' sizes (constant cost); each read checks the index
 * entries it uses; {@link #verify()} checks them all. Every fault is a {@link
 * CorruptShardException} that names file and offset.
 *
 * <p>Reads are positional and leave no state: any number of threads may share a reader. Memory does
 * not depend on the shard's size.
 */
public final class IndexedDatasetReader implements TokenItems {
  private static final int READ_BYTES = 1 << 20;

  private final Path idxFile;
  private final SlicedBytes bin;
  private final FileChannel idx;
  private final TokenWidth width;
  private final long sequences;
  private final long documentEntries;
  private final long binSize;
  private final boolean modes;

  private IndexedDatasetReader(Path prefix, SlicedBytes bin, FileChannel idx) throws IOException {
    this.idxFile = ShardFormat.idx(prefix);
    this.bin = bin;
    this.idx = idx;
    this.binSize = bin.size();
    ByteBuffer header = header();
    width = width(header);
    sequences = count(header, ShardFormat.SEQUENCES_AT, "sequence count");
    documentEntries = count(header, ShardFormat.DOCUMENTS_AT, "document entry count");
    modes = hasModes(idx.size());
    checkBinSize();
  }

  /**
   * Opens {@code prefix.bin}, or its slices, and {@code prefix.idx}.
   *
   * @throws CorruptShardException if header or file sizes contradict the format
   */
  public static IndexedDatasetReader open(Path prefix) throws IOException {
    FileChannel idx = FileChannel.open(ShardFormat.idx(prefix), StandardOpenOption.READ);
    SlicedBytes bin = null;
    try {
      bin = SlicedBytes.openBin(ShardFormat.bin(prefix));
      return new IndexedDatasetReader(prefix, bin, idx);
    } catch (IOException | RuntimeException e) {
      idx.close();
      if (bin != null) {
        bin.close();
      }
      throw e;
    }
  }

  @Override
  public TokenWidth width() {
    return width;
  }

  /** The number of sequences. */
  public long sequenceCount() {
    return sequences;
  }

  /** The number of documents. */
  public long documentCount() {
    return documentEntries - 1;
  }

  @Override
  public long itemCount() {
    return sequences;
  }

  @Override
  public long tokenCount() {
    return binSize / width.bytes();
  }

  @Override
  public long itemStart(long item) throws IOException {
    return item == sequences ? tokenCount() : sequenceStart(item);
  }

  /** The files that hold the tokens, and the index. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(bin.files());
    files.add(idxFile);
    return List.copyOf(files);
  }

  /** Whether the index carries Megatron-Core's one mode byte per sequence. */
  public boolean hasModes() {
    return modes;
  }

  /** The mode byte of a sequence of a multimodal data set. */
  public int mode(long sequence) throws IOException {
    checkSequence(sequence);
    if (!modes) {
      throw new IllegalStateException("no modes in " + idxFile);
    }
    return read(idx, idxFile, modesAt() + sequence, 1).get(0);
  }

  /** The number of tokens of a sequence. */
  public int sequenceSize(long sequence) throws IOException {
    checkSequence(sequence);
    long at = ShardFormat.sizeAt(sequence);
    int size = read(idx, idxFile, at, Integer.BYTES).getInt(0);
    if (size < 0) {
      throw Errors.negativeSize(idxFile, at, size);
    }
    return size;
  }

  @Override
  public void sizes(long from, int[] into, int count) throws IOException {
    Objects.checkFromIndexSize(from, (long) count, sequences);
    Objects.checkFromIndexSize(0, count, into.length);
    int step = READ_BYTES / Integer.BYTES;
    for (int done = 0; done < count; done += step) {
      int part = Math.min(step, count - done);
      ByteBuffer bytes = read(idx, idxFile, ShardFormat.sizeAt(from + done), part * Integer.BYTES);
      bytes.asIntBuffer().get(into, done, part);
      for (int i = done; i < done + part; i++) {
        if (into[i] < 0) {
          throw Errors.negativeSize(idxFile, ShardFormat.sizeAt(from + i), into[i]);
        }
      }
    }
  }

  /** The position of a sequence's first token among all tokens of the shard. */
  public long sequenceStart(long sequence) throws IOException {
    checkSequence(sequence);
    long at = pointerAt(sequence);
    long pointer = read(idx, idxFile, at, Long.BYTES).getLong(0);
    if (pointer < 0 || pointer > binSize || pointer % width.bytes() != 0) {
      throw Errors.corrupt(
          idxFile,
          at,
          "a multiple of " + width.bytes() + " up to " + binSize,
          String.valueOf(pointer));
    }
    return pointer / width.bytes();
  }

  /** The number of sequences before a document; for {@code documentCount()} that of all. */
  public long documentStart(long document) throws IOException {
    if (document < 0 || document >= documentEntries) {
      throw Errors.outside("document", document, documentEntries - 1);
    }
    long at = documentAt(document);
    long start = read(idx, idxFile, at, Long.BYTES).getLong(0);
    if (start < 0 || start > sequences) {
      throw Errors.corrupt(
          idxFile, at, "a sequence number up to " + sequences, String.valueOf(start));
    }
    return start;
  }

  /** Reads the tokens of a sequence. */
  public int[] sequence(long sequence) throws IOException {
    int size = sequenceSize(sequence);
    long start = sequenceStart(sequence);
    if (start + size > tokenCount()) {
      throw Errors.corrupt(
          idxFile,
          ShardFormat.sizeAt(sequence),
          "at most " + (tokenCount() - start) + " tokens to the end of the .bin",
          String.valueOf(size));
    }
    return tokens(start, size);
  }

  /** Reads tokens [{@code start}, {@code start + count}) of the shard, across sequences. */
  public int[] tokens(long start, int count) throws IOException {
    Objects.checkFromIndexSize(start, (long) count, tokenCount());
    int[] tokens = new int[count];
    read(start, tokens, 0, count);
    return tokens;
  }

  /** Reads tokens [{@code start}, {@code start + count}) of the shard into an array. */
  public void read(long start, int[] into, int from, int count) throws IOException {
    Objects.checkFromIndexSize(start, (long) count, tokenCount());
    Objects.checkFromIndexSize(from, count, into.length);
    int step = READ_BYTES / width.bytes();
    byte[] bytes = new byte[Math.min(step, count) * width.bytes()];
    for (int done = 0; done < count; done += step) {
      int part = Math.min(step, count - done);
      bin.read((start + done) * width.bytes(), bytes, 0, part * width.bytes());
      width.decode(bytes, 0, into, from + done, part);
    }
  }

  @Override
  public void tokens(long from, long to, TokenSink sink) throws IOException {
    Objects.checkFromToIndex(from, to, sequences);
    if (from == to) {
      return;
    }
    long start = sequenceStart(from);
    long end = sequenceStart(to - 1) + sequenceSize(to - 1);
    if (end < start || end > tokenCount()) {
      throw Errors.corrupt(
          idxFile,
          pointerAt(to - 1),
          "an end of the sequence from token " + start + " to " + tokenCount(),
          String.valueOf(end));
    }
    bin.deliver(start * width.bytes(), end * width.bytes(), sink);
  }

  /**
   * Checks every entry of the index: pointers are the running sum of sizes and end with the tokens,
   * documents start at 0, never fall and end with the last sequence. Reads the index once.
   *
   * <p>Quirk: GPT-NeoX's merge_datasets.py copies no ends of documents. Its files, which have
   * sequences and no document, are taken; nothing but {@link #documentStart} looks at documents.
   *
   * @throws CorruptShardException at the first entry that is wrong
   */
  @Override
  public void verify() throws IOException {
    IndexCursor sizes = new IndexCursor(idx, idxFile, ShardFormat.sizeAt(0));
    IndexCursor pointers = new IndexCursor(idx, idxFile, pointerAt(0));
    long expected = 0;
    for (long i = 0; i < sequences; i++) {
      int size = sizes.nextInt();
      if (size < 0) {
        throw Errors.negativeSize(idxFile, ShardFormat.sizeAt(i), size);
      }
      expect(pointerAt(i), expected, pointers.nextLong());
      expected += (long) size * width.bytes();
    }
    if (expected != binSize) {
      throw bin.corrupt(Math.min(expected, binSize), expected + " bytes", binSize + "");
    }
    verifyDocuments();
  }

  private void verifyDocuments() throws IOException {
    IndexCursor documents = new IndexCursor(idx, idxFile, documentAt(0));
    long previous = documents.nextLong();
    expect(documentAt(0), 0, previous);
    if (documentCount() == 0 && !modes) {
      return;
    }
    for (long i = 1; i < documentEntries; i++) {
      long next = documents.nextLong();
      if (next < previous || next > sequences) {
        throw Errors.corrupt(
            idxFile,
            documentAt(i),
            "a sequence number from " + previous + " to " + sequences,
            String.valueOf(next));
      }
      previous = next;
    }
    expect(documentAt(documentEntries - 1), sequences, previous);
  }

  private void expect(long at, long expected, long found) throws IOException {
    if (expected != found) {
      throw Errors.corrupt(idxFile, at, String.valueOf(expected), String.valueOf(found));
    }
  }

  @Override
  public void close() throws IOException {
    try (bin) {
      idx.close();
    }
  }

  private ByteBuffer header() throws IOException {
    ByteBuffer header = read(idx, idxFile, 0, ShardFormat.HEADER_SIZE);
    byte[] magic = ShardFormat.magic();
    byte[] found = new byte[magic.length];
    header.get(0, found);
    if (new String(found, StandardCharsets.ISO_8859_1).startsWith(ShardFormat.LEGACY_MAGIC)) {
      throw Errors.legacyIndex(idxFile);
    }
    int differs = Arrays.mismatch(magic, found);
    if (differs >= 0) {
      throw Errors.corrupt(idxFile, differs, "the magic MMIDIDX", "other bytes");
    }
    expect(ShardFormat.VERSION_AT, ShardFormat.VERSION, header.getLong(ShardFormat.VERSION_AT));
    return header;
  }

  private TokenWidth width(ByteBuffer header) throws IOException {
    int code = header.get(ShardFormat.TYPE_AT) & 0xFF;
    return TokenWidth.withCode(code)
        .orElseThrow(() -> Errors.foreignType(idxFile, ShardFormat.TYPE_AT, code));
  }

  private long count(ByteBuffer header, int at, String what) throws IOException {
    long count = header.getLong(at);
    long least = at == ShardFormat.DOCUMENTS_AT ? 1 : 0;
    if (count < least || count > idx.size()) {
      throw Errors.corrupt(
          idxFile, at, what + " from " + least + " to " + idx.size(), String.valueOf(count));
    }
    return count;
  }

  private boolean hasModes(long size) throws IOException {
    long plain = modesAt();
    if (size != plain && size != plain + sequences) {
      throw Errors.corrupt(
          idxFile,
          Math.min(size, plain),
          plain + " bytes (" + sequences + " sequences, " + documentEntries + " document entries)",
          size + " bytes");
    }
    return sequences > 0 && size == plain + sequences;
  }

  private void checkBinSize() throws IOException {
    long expected = 0;
    if (sequences > 0) {
      long last = sequences - 1;
      expected = read(idx, idxFile, pointerAt(last), Long.BYTES).getLong(0);
      expected += (long) sequenceSize(last) * width.bytes();
    }
    if (expected != binSize) {
      throw bin.corrupt(
          Math.min(Math.max(expected, 0), binSize), expected + " bytes", binSize + "");
    }
  }

  private void checkSequence(long sequence) {
    if (sequence < 0 || sequence >= sequences) {
      throw Errors.outside("sequence", sequence, sequences);
    }
  }

  private long pointerAt(long sequence) {
    return ShardFormat.pointerAt(sequences, sequence);
  }

  private long documentAt(long document) {
    return ShardFormat.documentAt(sequences, document);
  }

  private long modesAt() {
    return documentAt(documentEntries);
  }

  static ByteBuffer read(FileChannel channel, Path file, long at, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        long end = at + buffer.position();
        throw Errors.corrupt(file, end, (at + size) + " bytes or more", "the end of the file");
      }
    }
    return buffer.flip();
  }
}
