package org.estover.tokenize.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Items in memory, handed out in pieces that end anywhere between tokens. */
final class ArrayItems implements TokenItems {
  private final TokenWidth width;
  private final List<int[]> items;
  private final int pieceTokens;

  ArrayItems(TokenWidth width, List<int[]> items, int pieceTokens) {
    this.width = width;
    this.items = items;
    this.pieceTokens = pieceTokens;
  }

  /** Items of random lengths from {@code least} to {@code most}; equal ones have one length. */
  static ArrayItems random(SplittableRandom random, int least, int most) {
    TokenWidth width = random.nextBoolean() ? TokenWidth.UINT16 : TokenWidth.INT32;
    List<int[]> items = new ArrayList<>();
    for (int i = random.nextInt(80); i >= 0; i--) {
      int length = random.nextInt(least, most + 1);
      items.add(random.ints(length, 0, width.largestToken()).toArray());
    }
    return new ArrayItems(width, items, 1 + random.nextInt(50));
  }

  List<int[]> list() {
    return items;
  }

  @Override
  public TokenWidth width() {
    return width;
  }

  @Override
  public long itemCount() {
    return items.size();
  }

  @Override
  public long tokenCount() {
    return itemStart(items.size());
  }

  @Override
  public long itemStart(long item) {
    return items.subList(0, (int) item).stream().mapToLong(tokens -> tokens.length).sum();
  }

  @Override
  public void sizes(long from, int[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = items.get((int) from + i).length;
    }
  }

  @Override
  public void tokens(long from, long to, TokenSink sink) throws IOException {
    int[] all = items.subList((int) from, (int) to).stream().flatMapToInt(Arrays::stream).toArray();
    byte[] bytes = new byte[4 * pieceTokens + 3];
    for (int done = 0; done < all.length; done += pieceTokens) {
      int part = Math.min(pieceTokens, all.length - done);
      int end = width.encode(all, done, part, bytes, 3);
      sink.tokens(bytes, 3, end - 3);
    }
  }

  @Override
  public void verify() {}

  @Override
  public void close() {}
}
