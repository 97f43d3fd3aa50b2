package org.estover.ledger.log;

import java.util.List;

/**
 * Proof that a leaf stands at an index of a tree (RFC 6962 section 2.1.1).
 *
 * @param index index of the leaf
 * @param size size of the tree
 * @param path the hashes beside the way up, lowest first
 */
public record InclusionProof(long index, long size, List<Hash> path) {

  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether the proof leads from a leaf hash to a root (RFC 9162 section 2.1.3.2). */
  public boolean verifies(Hash leaf, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long fn = index;
    long sn = size - 1;
    Hash hash = leaf;
    for (Hash beside : path) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        hash = Hash.ofNode(beside, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = Hash.ofNode(hash, beside);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && hash.equals(root);
  }
}
