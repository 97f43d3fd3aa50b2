package org.estover.ledger.log;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Hashes entries and nodes of RFC 6962 section 2.1 from array to array, with one digest for all:
 * for logs as a whole, where an object for each hash would cost more than the hashing. Not
 * thread-safe.
 */
final class TreeHasher {
  private final MessageDigest digest = Hash.digest();

  /** A node's bytes: the 1 before it, and its two hashes; so for each pair of a tile. */
  private static final int PAIR = 1 + 2 * Hash.SIZE;

  private final byte[] pairs = new byte[Tile.FULL / 2 * PAIR];

  /**
   * The leaf hashes of a bundle.
   *
   * @param bundle comes back as it was
   * @param width how many entries it must have
   * @param out takes {@code width} hashes
   * @return where the last of them ends, or -1 where there are fewer entries or one is cut off
   */
  int leaves(byte[] bundle, int width, byte[] out) {
    int at = 0;
    for (int i = 0; i < width; i++) {
      int from = at + EntryBundle.LENGTH_SIZE;
      if (from > bundle.length) {
        return -1;
      }
      int length = EntryBundle.length(bundle, at);
      at = from + length;
      if (at > bundle.length) {
        return -1;
      }
      // The 0 before a leaf takes the place of the length's last byte: one call of the digest
      // instead of two, which for short entries is a good part of the cost.
      byte lengthByte = bundle[from - 1];
      bundle[from - 1] = 0;
      digest.update(bundle, from - 1, length + 1);
      bundle[from - 1] = lengthByte;
      finish(out, i * Hash.SIZE);
    }
    return at;
  }

  /** The hash over the hashes of a full tile, 255 nodes. */
  Hash root(byte[] tile) {
    for (int i = 0; i < Tile.FULL / 2; i++) {
      pairs[i * PAIR] = 1;
      System.arraycopy(tile, 2 * i * Hash.SIZE, pairs, i * PAIR + 1, 2 * Hash.SIZE);
    }
    for (int count = Tile.FULL / 2; count > 1; count /= 2) {
      for (int i = 0; i < count; i++) {
        digest.update(pairs, i * PAIR, PAIR);
        finish(pairs, i / 2 * PAIR + 1 + i % 2 * Hash.SIZE);
      }
    }
    digest.update(pairs, 0, PAIR);
    finish(pairs, 1);
    return Hash.at(pairs, 1, Hash.SIZE);
  }

  private void finish(byte[] out, int at) {
    try {
      digest.digest(out, at, Hash.SIZE);
    } catch (DigestException e) {
      throw new AssertionError("a hash has its place", e);
    }
  }
}
