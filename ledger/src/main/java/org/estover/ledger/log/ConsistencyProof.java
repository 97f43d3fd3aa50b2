package org.estover.ledger.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Proof that one tree is the beginning of another (RFC 6962 section 2.1.2).
 *
 * @param oldSize size of the earlier tree
 * @param newSize size of the later tree
 * @param path the hashes, lowest first
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {

  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /** Whether the proof links two roots (RFC 9162 section 2.1.4.2). */
  public boolean verifies(Hash oldRoot, Hash newRoot) {
    if (oldSize == newSize) {
      return oldSize >= 0 && path.isEmpty() && oldRoot.equals(newRoot);
    }
    if (oldSize <= 0 || oldSize > newSize) {
      return oldSize == 0 && path.isEmpty() && oldRoot.equals(MerkleTree.EMPTY_ROOT);
    }
    List<Hash> hashes = new ArrayList<>(path);
    if (Long.bitCount(oldSize) == 1) {
      hashes.add(0, oldRoot);
    }
    if (hashes.isEmpty()) {
      return false;
    }
    long fn = oldSize - 1;
    long sn = newSize - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    Hash fr = hashes.get(0);
    Hash sr = fr;
    for (Hash hash : hashes.subList(1, hashes.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = Hash.ofNode(hash, fr);
        sr = Hash.ofNode(hash, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = Hash.ofNode(sr, hash);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && fr.equals(oldRoot) && sr.equals(newRoot);
  }
}
