package org.estover.jobs.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/** The parts of a {@link RowSetDigest}: what is made of sorted rows, wherever they were sorted. */
final class PrefixHashes {
  /** Names the algorithm; prefixes of another length are another version. */
  static final String VERSION = "estover.rows.v1";

  static final int PREFIX_BITS = 12;
  static final int PREFIXES = 1 << PREFIX_BITS;

  private PrefixHashes() {}

  static int prefix(byte[] sha256) {
    return Bytes.int32(sha256, 0) >>> (32 - PREFIX_BITS);
  }

  /** For each prefix met among sorted rows: its number, how many rows it holds, and their hash. */
  static List<byte[]> of(Iterator<byte[]> sorted) {
    List<byte[]> hashes = new ArrayList<>();
    MessageDigest digest = Sha256.start();
    int current = -1;
    long count = 0;
    while (sorted.hasNext()) {
      byte[] row = sorted.next();
      if (prefix(row) != current && current >= 0) {
        hashes.add(prefixHash(current, count, digest.digest()));
        count = 0;
      }
      current = prefix(row);
      digest.update(row);
      count++;
    }
    if (current >= 0) {
      hashes.add(prefixHash(current, count, digest.digest()));
    }
    return hashes;
  }

  private static byte[] prefixHash(int prefix, long count, byte[] hash) {
    byte[] entry = new byte[12 + hash.length];
    Bytes.put(entry, 0, prefix);
    Bytes.put(entry, 4, count);
    System.arraycopy(hash, 0, entry, 12, hash.length);
    return entry;
  }

  /** The digest of all rows, as 64 hex digits, from the hashes of all prefixes. */
  static String combine(List<byte[]> entries) {
    byte[][] hashes = new byte[PREFIXES][];
    long rows = 0;
    for (byte[] entry : entries) {
      hashes[Bytes.int32(entry, 0)] = Bytes.slice(entry, 12, entry.length);
      rows += Bytes.int64(entry, 4);
    }
    byte[] count = new byte[8];
    Bytes.put(count, 0, rows);
    MessageDigest digest = Sha256.start();
    digest.update(VERSION.getBytes(StandardCharsets.UTF_8));
    digest.update(count);
    byte[] empty = Sha256.of(new byte[0]);
    for (byte[] hash : hashes) {
      digest.update(hash == null ? empty : hash);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
