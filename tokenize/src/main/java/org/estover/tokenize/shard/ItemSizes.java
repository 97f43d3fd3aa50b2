package org.estover.tokenize.shard;

import java.io.IOException;

/**
 * The lengths of all items, in tokens.
 *
 * @param least of the shortest; 0 of none
 * @param most of the longest; 0 of none
 */
public record ItemSizes(int least, int most) {
  private static final int CHUNK_ITEMS = 1 << 16;

  /** Looks at every item's length once. */
  public static ItemSizes of(TokenItems items) throws IOException {
    int least = Integer.MAX_VALUE;
    int most = 0;
    int[] sizes = new int[CHUNK_ITEMS];
    for (long first = 0; first < items.itemCount(); first += CHUNK_ITEMS) {
      int part = (int) Math.min(CHUNK_ITEMS, items.itemCount() - first);
      items.sizes(first, sizes, part);
      for (int i = 0; i < part; i++) {
        least = Math.min(least, sizes[i]);
        most = Math.max(most, sizes[i]);
      }
    }
    return new ItemSizes(items.itemCount() == 0 ? 0 : least, most);
  }

  /** The tokens of every item, where all have as many; else 0. */
  public int rowTokens() {
    return least == most ? least : 0;
  }
}
