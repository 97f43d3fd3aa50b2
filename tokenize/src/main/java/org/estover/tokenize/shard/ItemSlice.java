package org.estover.tokenize.shard;

import java.io.IOException;
import java.util.Objects;

/** Some consecutive items of others, numbered from 0. */
public final class ItemSlice implements TokenItems {
  private final TokenItems all;
  private final long from;
  private final long to;

  private ItemSlice(TokenItems all, long from, long to) {
    this.all = all;
    this.from = from;
    this.to = to;
  }

  /**
   * The items [{@code from}, {@code to}) of {@code all}, which is closed with them.
   *
   * @throws IndexOutOfBoundsException if there are no such items
   */
  public static TokenItems of(TokenItems all, long from, long to) {
    Objects.checkFromToIndex(from, to, all.itemCount());
    return from == 0 && to == all.itemCount() ? all : new ItemSlice(all, from, to);
  }

  @Override
  public TokenWidth width() {
    return all.width();
  }

  @Override
  public long itemCount() {
    return to - from;
  }

  @Override
  public long tokenCount() throws IOException {
    return itemStart(itemCount());
  }

  @Override
  public long itemStart(long item) throws IOException {
    Objects.checkIndex(item, itemCount() + 1);
    return all.itemStart(from + item) - all.itemStart(from);
  }

  @Override
  public void sizes(long first, int[] into, int count) throws IOException {
    Objects.checkFromIndexSize(first, count, itemCount());
    all.sizes(from + first, into, count);
  }

  @Override
  public void tokens(long first, long end, TokenSink sink) throws IOException {
    Objects.checkFromToIndex(first, end, itemCount());
    all.tokens(from + first, from + end, sink);
  }

  @Override
  public void verify() throws IOException {
    all.verify();
  }

  @Override
  public void close() throws IOException {
    all.close();
  }
}
