package org.estover.tokenize.shard;

import java.io.Closeable;
import java.io.IOException;

/**
 * Numbered runs of tokens in one order: the documents or the training sequences of a data set, in
 * whatever files they lie.
 *
 * <p>Items and tokens are counted from 0, with 64 bits. Tokens are handed out as little-endian
 * bytes of {@link #width()}, because that is what every format stores.
 */
public interface TokenItems extends Closeable {
  /** The integer type of the tokens. */
  TokenWidth width();

  /** The number of items. */
  long itemCount();

  /** The tokens of all items. */
  long tokenCount() throws IOException;

  /**
   * The tokens before an item; for {@code itemCount()} those of all.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= item <= itemCount()}
   */
  long itemStart(long item) throws IOException;

  /** Reads how many tokens the items [{@code from}, {@code from + count}) have. */
  void sizes(long from, int[] into, int count) throws IOException;

  /** Receives tokens as bytes; no token is cut. */
  interface TokenSink {
    /** Takes the next bytes, which it must not keep. */
    void tokens(byte[] bytes, int from, int size) throws IOException;
  }

  /**
   * Delivers the tokens of the items [{@code from}, {@code to}) in order, in pieces of any size.
   */
  void tokens(long from, long to, TokenSink sink) throws IOException;

  /**
   * Checks all that the files say about themselves; reads as much as that takes.
   *
   * @throws IOException at the first damage, naming file, offset and cure
   */
  void verify() throws IOException;

  /** Reads the tokens of one item. */
  default int[] item(long item) throws IOException {
    int[] size = new int[1];
    sizes(item, size, 1);
    int[] tokens = new int[size[0]];
    int[] done = new int[1];
    tokens(
        item,
        item + 1,
        (bytes, from, count) -> {
          int part = count / width().bytes();
          width().decode(bytes, from, tokens, done[0], part);
          done[0] += part;
        });
    return tokens;
  }
}
