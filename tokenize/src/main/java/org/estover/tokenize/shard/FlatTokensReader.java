package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads a file of bare tokens beside one that says where its items end: datatrove's {@code .ds},
 * and OLMo's {@code .npy} with its {@code .csv.gz}.
 *
 * <p>No file states the type of the tokens: it follows from the file's size and the last end.
 *
 * <p>Opening checks that these fit; each read checks the ends it uses, {@link #verify()} all of
 * them. Thread-safe. Memory does not depend on the size of a {@code .ds}.
 */
public final class FlatTokensReader implements TokenItems {
  private static final byte[] NUMPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private final Path file;
  private final SlicedBytes bytes;
  private final Ends ends;
  private final TokenWidth width;

  private FlatTokensReader(Path file, SlicedBytes bytes, Ends ends) throws IOException {
    this.file = file;
    this.bytes = bytes;
    this.ends = ends;
    this.width = findWidth();
  }

  /** Opens {@code file} with {@code file.index}, as datatrove writes them. */
  public static FlatTokensReader datatrove(Path file) throws IOException {
    return open(file, IndexEnds.open(DatatroveTarget.index(file)));
  }

  /** Opens {@code NAME.npy} without a header with {@code NAME.csv.gz}, as OLMo has them. */
  public static FlatTokensReader olmo(Path file) throws IOException {
    try (SlicedBytes bytes = SlicedBytes.open(file)) {
      byte[] start = new byte[(int) Math.min(NUMPY.length, bytes.size())];
      bytes.read(0, start, 0, start.length);
      if (Arrays.equals(start, NUMPY)) {
        throw Errors.numpyHeader(file);
      }
    }
    return open(file, LineEnds.open(OlmoTarget.lines(file)));
  }

  private static FlatTokensReader open(Path file, Ends ends) throws IOException {
    SlicedBytes bytes = null;
    try {
      bytes = SlicedBytes.open(file);
      return new FlatTokensReader(file, bytes, ends);
    } catch (IOException | RuntimeException e) {
      ends.close();
      if (bytes != null) {
        bytes.close();
      }
      throw e;
    }
  }

  private TokenWidth findWidth() throws IOException {
    long last = ends.count() == 0 ? 0 : ends.end(ends.count() - 1);
    for (TokenWidth width : TokenWidth.values()) {
      if (bytes.size() % width.bytes() == 0 && bytes.size() / width.bytes() == last) {
        return width;
      }
    }
    throw Errors.corrupt(
        file,
        bytes.size(),
        "2 or 4 bytes for each of " + last + " tokens, as " + ends.file().getFileName() + " ends",
        bytes.size() + " bytes");
  }

  /** The files, the tokens first. */
  public List<Path> files() {
    return List.of(file, ends.file());
  }

  @Override
  public TokenWidth width() {
    return width;
  }

  @Override
  public long itemCount() {
    return ends.count();
  }

  @Override
  public long tokenCount() {
    return bytes.size() / width.bytes();
  }

  @Override
  public long itemStart(long item) throws IOException {
    Objects.checkIndex(item, itemCount() + 1);
    return item == 0 ? 0 : end(item - 1, 0);
  }

  /** The end of an item, which is between {@code least} and the last token. */
  private long end(long item, long least) throws IOException {
    long end = ends.end(item);
    if (end < least || end > tokenCount()) {
      throw Errors.corrupt(
          ends.file(),
          ends.offset(item),
          "an end of item " + item + " from " + least + " to " + tokenCount(),
          String.valueOf(end));
    }
    return end;
  }

  @Override
  public void sizes(long from, int[] into, int count) throws IOException {
    Objects.checkFromIndexSize(from, (long) count, itemCount());
    long start = itemStart(from);
    for (int i = 0; i < count; i++) {
      long end = end(from + i, start);
      if (end - start > Integer.MAX_VALUE) {
        throw Errors.itemTooLong(ends.file(), ends.offset(from + i), from + i, end - start);
      }
      into[i] = (int) (end - start);
      start = end;
    }
  }

  @Override
  public void tokens(long from, long to, TokenSink sink) throws IOException {
    Objects.checkFromToIndex(from, to, itemCount());
    bytes.deliver(itemStart(from) * width.bytes(), itemStart(to) * width.bytes(), sink);
  }

  /**
   * Checks every end, and datatrove's metadata where they are there.
   *
   * @throws CorruptShardException at the first that is wrong
   */
  @Override
  public void verify() throws IOException {
    long previous = 0;
    for (long item = 0; item < itemCount(); item++) {
      previous = end(item, previous);
    }
    Path metadata = DatatroveTarget.metadata(file);
    if (Files.exists(metadata)) {
      verifyMetadata(metadata);
    }
  }

  private void verifyMetadata(Path metadata) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(metadata), StandardCharsets.UTF_8).lines().toList();
    String tokenizer = lines.isEmpty() ? "" : lines.get(0);
    // Before datatrove had tokens of four bytes, it wrote the tokenizer alone.
    if (tokenizer.contains("|") && !tokenizer.endsWith("|" + width.bytes())) {
      throw Errors.corrupt(
          metadata, 0, "a tokenizer and \"|" + width.bytes() + "\"", "\"" + tokenizer + "\"");
    }
    String count = lines.size() < 2 ? "" : lines.get(1);
    if (!count.equals(Long.toString(tokenCount()))) {
      throw Errors.corrupt(
          metadata, tokenizer.length() + 1L, tokenCount() + " tokens", "\"" + count + "\"");
    }
  }

  @Override
  public void close() throws IOException {
    try (ends) {
      bytes.close();
    }
  }
}
