package org.estover.tokenize.shard;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first item in which two data sets differ.
 *
 * @param item its number, from 0
 * @param token the first token of it that differs, from 0; -1 where only one has the item
 * @param what is different, for people
 */
public record ItemDifference(long item, long token, String what) {
  private static final int CHUNK_ITEMS = 4096;

  /** Compares the items of two data sets, whatever their formats and token types; reads both. */
  public static Optional<ItemDifference> find(TokenItems one, TokenItems other) throws IOException {
    long common = Math.min(one.itemCount(), other.itemCount());
    int[] sizes = new int[CHUNK_ITEMS];
    int[] otherSizes = new int[CHUNK_ITEMS];
    for (long first = 0; first < common; first += CHUNK_ITEMS) {
      int part = (int) Math.min(CHUNK_ITEMS, common - first);
      one.sizes(first, sizes, part);
      other.sizes(first, otherSizes, part);
      int differs = Arrays.mismatch(sizes, 0, part, otherSizes, 0, part);
      int equal = differs < 0 ? part : differs;
      if (!sameTokens(one, other, first, first + equal)) {
        return Optional.of(locate(one, other, first, first + equal));
      }
      if (differs >= 0) {
        return Optional.of(
            new ItemDifference(
                first + differs,
                Math.min(sizes[differs], otherSizes[differs]),
                sizes[differs] + " tokens and " + otherSizes[differs]));
      }
    }
    return one.itemCount() == other.itemCount()
        ? Optional.empty()
        : Optional.of(
            new ItemDifference(common, -1, one.itemCount() + " items and " + other.itemCount()));
  }

  private static boolean sameTokens(TokenItems one, TokenItems other, long from, long to)
      throws IOException {
    return Arrays.equals(sha256(one, from, to), sha256(other, from, to));
  }

  private static byte[] sha256(TokenItems items, long from, long to) throws IOException {
    MessageDigest digest = DigestingFile.sha256();
    boolean narrow = items.width() == TokenWidth.UINT16;
    items.tokens(
        from,
        to,
        (bytes, at, size) -> {
          if (narrow) {
            byte[] wide = new byte[2 * size];
            for (int i = 0; i < size; i += 2) {
              wide[2 * i] = bytes[at + i];
              wide[2 * i + 1] = bytes[at + i + 1];
            }
            digest.update(wide);
          } else {
            digest.update(bytes, at, size);
          }
        });
    return digest.digest();
  }

  private static ItemDifference locate(TokenItems one, TokenItems other, long from, long to)
      throws IOException {
    long low = from;
    long high = to;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (sameTokens(one, other, low, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    int[] tokens = one.item(low);
    int[] otherTokens = other.item(low);
    int at = Arrays.mismatch(tokens, otherTokens);
    return new ItemDifference(
        low, at, "token " + tokens[at] + " and " + otherTokens[at] + " at " + at);
  }
}
