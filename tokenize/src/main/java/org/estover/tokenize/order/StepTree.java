package org.estover.tokenize.order;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree that grows leaf by leaf: RFC 6962's, with SHA-256.
 *
 * <p>Idea: the roots of the perfect trees that the leaves so far make up wait on a stack, the
 * largest at the bottom; a new leaf merges those of its size. Memory is O(log leaves). The tree of
 * a training step has the step's sequences as leaves, by position; see {@link #leaf(int[])}.
 *
 * <p>Not thread-safe.
 */
public final class StepTree {
  /** Bytes of a hash. */
  public static final int HASH_SIZE = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final List<byte[]> stack = new ArrayList<>();
  private long size;

  /** The bytes of a sequence as a leaf: its tokens as 32-bit little-endian integers. */
  public static byte[] leaf(int[] tokens) {
    byte[] bytes = new byte[tokens.length * Integer.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (tokens[i >> 2] >>> (8 * (i & 3)));
    }
    return bytes;
  }

  /** Adds a leaf. */
  public void add(byte[] leaf) {
    byte[] hash = leafHash(leaf);
    for (long merged = size; (merged & 1) == 1; merged >>>= 1) {
      hash = nodeHash(stack.remove(stack.size() - 1), hash);
    }
    stack.add(hash);
    size++;
  }

  /** The number of leaves. */
  public long size() {
    return size;
  }

  /** The root over all leaves so far; of none, SHA-256 of nothing. */
  public byte[] root() {
    if (stack.isEmpty()) {
      return Digests.sha256().digest();
    }
    byte[] root = stack.get(stack.size() - 1);
    for (int i = stack.size() - 2; i >= 0; i--) {
      root = nodeHash(stack.get(i), root);
    }
    return root.clone();
  }

  /**
   * The inclusion proof of a leaf: the hashes beside its way to the root, from below.
   *
   * @param leaves all leaves of the tree
   */
  public static List<byte[]> proof(List<byte[]> leaves, int index) {
    List<byte[]> proof = new ArrayList<>();
    addProof(leaves, index, proof);
    return proof;
  }

  private static void addProof(List<byte[]> leaves, int index, List<byte[]> proof) {
    if (leaves.size() <= 1) {
      return;
    }
    int half = Integer.highestOneBit(leaves.size() - 1);
    List<byte[]> left = leaves.subList(0, half);
    List<byte[]> right = leaves.subList(half, leaves.size());
    addProof(index < half ? left : right, index < half ? index : index - half, proof);
    StepTree other = new StepTree();
    (index < half ? right : left).forEach(other::add);
    proof.add(other.root());
  }

  /** Whether a proof shows that {@code leaf} stands at an index of a tree of that size and root. */
  public static boolean proves(
      byte[] leaf, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    byte[] hash = leafHash(leaf);
    long at = index;
    long last = size - 1;
    for (byte[] other : proof) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        hash = nodeHash(other, hash);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = nodeHash(hash, other);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  private static byte[] leafHash(byte[] leaf) {
    MessageDigest digest = Digests.sha256();
    digest.update(LEAF);
    return digest.digest(leaf);
  }

  private static byte[] nodeHash(byte[] left, byte[] right) {
    MessageDigest digest = Digests.sha256();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }
}
