package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * The digest of a set of rows in sorted order, without sorting them on one machine.
 *
 * <p>Rows are given by their SHA-256. The first {@value #PREFIX_BITS} bits of it are its prefix;
 * rows of one prefix are sorted and hashed where they lie, and the digest is the SHA-256 over the
 * version, the number of rows and the hashes of all prefixes, in order. Sorted rows, for short:
 * whoever has the rows can compute it with {@code sort}. The number of partitions, the order of
 * rows and how files are cut leave no trace. The driver holds 32 bytes per prefix.
 */
final class RowSetDigest {
  /** Names the algorithm; prefixes of another length are another version. */
  static final String VERSION = "estover.rows.v1";

  private static final int PREFIX_BITS = 12;
  private static final int PREFIXES = 1 << PREFIX_BITS;
  private static final byte[] NO_VALUE = {};

  private RowSetDigest() {}

  /** A row, given by its SHA-256, as a pair for {@link #of}. */
  static Tuple2<byte[], byte[]> pair(byte[] sha256) {
    return new Tuple2<>(sha256, NO_VALUE);
  }

  /** The digest of {@code rows} as 64 hex digits, computed in {@code partitions} parts. */
  static String of(Engine engine, JavaPairRDD<byte[], byte[]> rows, int partitions)
      throws IOException {
    int parts = Math.min(partitions, PREFIXES);
    JavaPairRDD<byte[], byte[]> sorted =
        SortedPairs.sort(rows, parts, (key, n) -> (int) ((long) prefix(key) * n / PREFIXES));
    List<byte[]> hashes =
        engine.result(() -> sorted.mapPartitions(RowSetDigest::prefixHashes).collect());
    return combine(hashes);
  }

  private static int prefix(byte[] sha256) {
    return Bytes.int32(sha256, 0) >>> (32 - PREFIX_BITS);
  }

  /** For each prefix met: its number, how many rows it holds, and their hash. */
  private static Iterator<byte[]> prefixHashes(Iterator<Tuple2<byte[], byte[]>> sorted) {
    List<byte[]> hashes = new ArrayList<>();
    MessageDigest digest = Sha256.start();
    int current = -1;
    long count = 0;
    while (sorted.hasNext()) {
      byte[] row = sorted.next()._1();
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
    return hashes.iterator();
  }

  private static byte[] prefixHash(int prefix, long count, byte[] hash) {
    byte[] entry = new byte[12 + hash.length];
    Bytes.put(entry, 0, prefix);
    Bytes.put(entry, 4, count);
    System.arraycopy(hash, 0, entry, 12, hash.length);
    return entry;
  }

  private static String combine(List<byte[]> entries) {
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
    byte[] empty = Sha256.of(NO_VALUE);
    for (byte[] hash : hashes) {
      digest.update(hash == null ? empty : hash);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
