package org.estover.tokenize.release;

import java.security.MessageDigest;
import java.util.HexFormat;

/** The hashes of RFC 6962's tree: SHA-256 with 0x00 before a leaf and 0x01 before two nodes. */
final class TreeHash {
  static final int SIZE = Digests.SIZE;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private TreeHash() {}

  /** The root of a tree without leaves. */
  static byte[] empty() {
    return Digests.sha256().digest();
  }

  static byte[] leaf(byte[] data) {
    MessageDigest digest = Digests.sha256();
    digest.update(LEAF);
    return digest.digest(data);
  }

  static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = Digests.sha256();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /** Where a tree of at least two leaves is split: the largest power of two below their number. */
  static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }

  static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(Digests.requireHex("hash", hex));
  }
}
