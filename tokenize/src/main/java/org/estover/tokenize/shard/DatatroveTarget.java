package org.estover.tokenize.shard;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes items as datatrove does, for nanotron: {@code NAME.ds} holds the tokens and nothing else,
 * {@code NAME.ds.index} where each item ends, {@code NAME.ds.metadata} the tokenizer and the count
 * for people.
 *
 * <p>datatrove's own reader takes windows of L+1 tokens without overlap: with a release's training
 * sequences as items its windows are these.
 */
public final class DatatroveTarget implements ItemTarget {
  private static final int CHUNK_ITEMS = 8192;
  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

  private final Path file;
  private final String tokenizer;

  /**
   * Makes the target {@code file}, whose name ends in {@code .ds}.
   *
   * @param tokenizer its name, for the metadata
   */
  public DatatroveTarget(Path file, String tokenizer) {
    this.file = file;
    this.tokenizer = tokenizer;
  }

  static Path index(Path file) {
    return ShardFormat.withSuffix(file, ".index");
  }

  static Path metadata(Path file) {
    return ShardFormat.withSuffix(file, ".metadata");
  }

  @Override
  public void prepare(TokenItems items) throws IOException {
    SlicedOutput.make(tokens(items));
    SlicedOutput.make(ends(items));
  }

  @Override
  public String write(TokenItems items, ItemRange range) throws IOException {
    SlicedOutput.copyTokens(items, range, tokens(items));
    try (SlicedOutput index = SlicedOutput.open(ends(items))) {
      int[] sizes = new int[CHUNK_ITEMS];
      long end = items.itemStart(range.from());
      for (long first = range.from(); first < range.to(); first += CHUNK_ITEMS) {
        int part = (int) Math.min(CHUNK_ITEMS, range.to() - first);
        items.sizes(first, sizes, part);
        ByteBuffer bytes = ByteBuffer.allocate(part * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < part; i++) {
          end += sizes[i];
          bytes.putLong(end);
        }
        index.write(first * Long.BYTES, bytes);
      }
      index.force();
    }
    return "";
  }

  @Override
  public List<Path> finish(TokenItems items, List<String> written) throws IOException {
    long count = items.tokenCount();
    String text = tokenizer + "|" + items.width().bytes() + "\n" + count + "\n" + metric(count);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SlicedOutput.place(metadata(file), bytes);
    SlicedOutput.publish(ends(items));
    SlicedOutput.publish(tokens(items));
    return List.of(file, index(file), metadata(file));
  }

  @Override
  public void discard(TokenItems items) throws IOException {
    SlicedOutput.discard(tokens(items));
    SlicedOutput.discard(ends(items));
  }

  /** Three digits and a prefix, as Python's humanize.metric has them. */
  static String metric(long count) {
    int exponent = Long.toString(count).length() - 1;
    double scaled = count / Math.pow(10, exponent / 3 * 3);
    BigDecimal digits =
        new BigDecimal(scaled).setScale(Math.max(0, 2 - exponent % 3), RoundingMode.HALF_EVEN);
    return digits.toPlainString() + " " + PREFIXES[exponent / 3] + "T";
  }

  private Slices tokens(TokenItems items) throws IOException {
    return Slices.ofTokens(items, file, 0);
  }

  private Slices ends(TokenItems items) {
    return Slices.whole(index(file), items.itemCount() * Long.BYTES);
  }
}
