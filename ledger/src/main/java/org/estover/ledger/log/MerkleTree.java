package org.estover.ledger.log;

import java.util.List;

/** The tree hash of RFC 6962 section 2.1 over leaf hashes held in memory. */
public final class MerkleTree {

  /** The root of a tree without entries: SHA-256 of nothing. */
  public static final Hash EMPTY_ROOT = Hash.sha256();

  private MerkleTree() {}

  /** The root over leaf hashes; linear in their number. */
  public static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return EMPTY_ROOT;
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = (int) split(leaves.size());
    return Hash.ofNode(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  /** The largest power of two below a size of at least two: where RFC 6962 splits a tree. */
  static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
