package org.estover.jobs.stage;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * The digest of a set of rows in sorted order, without sorting them on one machine.
 *
 * <p>Rows are given by their SHA-256. The first {@value PrefixHashes#PREFIX_BITS} bits of it are
 * its prefix; rows of one prefix are sorted and hashed where they lie, and the digest is the
 * SHA-256 over the version, the number of rows and the hashes of all prefixes, in order. Sorted
 * rows, for short: whoever has the rows can compute it with {@code sort}. The number of partitions,
 * the order of rows and how files are cut leave no trace. The driver holds 32 bytes per prefix.
 */
final class RowSetDigest {
  private static final byte[] NO_VALUE = {};

  private RowSetDigest() {}

  /** A row, given by its SHA-256, as a pair for {@link #of}. */
  static Tuple2<byte[], byte[]> pair(byte[] sha256) {
    return new Tuple2<>(sha256, NO_VALUE);
  }

  /** The digest of {@code rows} as 64 hex digits, computed in {@code partitions} parts. */
  static String of(Engine engine, JavaPairRDD<byte[], byte[]> rows, int partitions)
      throws IOException {
    int parts = Math.min(partitions, PrefixHashes.PREFIXES);
    JavaPairRDD<byte[], byte[]> sorted =
        SortedPairs.sort(
            rows,
            parts,
            (key, n) -> (int) ((long) PrefixHashes.prefix(key) * n / PrefixHashes.PREFIXES));
    List<byte[]> hashes =
        engine.result(
            () ->
                sorted.mapPartitions(part -> PrefixHashes.of(new Keys(part)).iterator()).collect());
    return PrefixHashes.combine(hashes);
  }

  private record Keys(Iterator<Tuple2<byte[], byte[]>> pairs) implements Iterator<byte[]> {
    @Override
    public boolean hasNext() {
      return pairs.hasNext();
    }

    @Override
    public byte[] next() {
      return pairs.next()._1();
    }
  }
}
