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
  private final byte[] scratch = new byte[Tile.FULL * Hash.SIZE];

  /**
   * The leaf hashes of a bundle.
   *
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
      digest.update((byte) 0);
      digest.update(bundle, from, length);
      finish(out, i * Hash.SIZE);
    }
    return at;
  }

  /** The hash over the hashes of a full tile, 255 nodes. */
  Hash root(byte[] tile) {
    System.arraycopy(tile, 0, scratch, 0, scratch.length);
    for (int count = Tile.FULL / 2; count > 0; count /= 2) {
      for (int i = 0; i < count; i++) {
        digest.update((byte) 1);
        digest.update(scratch, 2 * i * Hash.SIZE, 2 * Hash.SIZE);
        finish(scratch, i * Hash.SIZE);
      }
    }
    return Hash.at(scratch, 0, Hash.SIZE);
  }

  private void finish(byte[] out, int at) {
    try {
      digest.digest(out, at, Hash.SIZE);
    } catch (DigestException e) {
      throw new AssertionError("a hash has its place", e);
    }
  }
}
