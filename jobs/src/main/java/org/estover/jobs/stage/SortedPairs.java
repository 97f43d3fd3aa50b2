package org.estover.jobs.stage;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.math.Ordering$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The one kind of shuffle in the corridor: pairs of byte arrays go to the partition that their key
 * names, and arrive there in unsigned order of their keys.
 *
 * <p>Nothing depends on arrival, sampling or time: keys are pure functions of the data, and where
 * they are not unique the values are equal or their order is of no matter. So a task that runs
 * again, elsewhere or twice, hands out the same pairs in the same order (SPARK-23207 is what
 * happens otherwise). Sorting spills to disk; memory is bounded by Spark's settings.
 */
final class SortedPairs {
  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

  private SortedPairs() {}

  /** Which partition a key belongs to: a pure function of the key. */
  interface Cut extends Serializable {
    int partition(byte[] key, int partitions);
  }

  /** Cuts by the first four bytes, which must be evenly spread, in ascending key order. */
  static int byPrefix(byte[] key, int partitions) {
    long prefix = Integer.toUnsignedLong(Bytes.int32(key, 0));
    return (int) ((prefix * partitions) >>> 32);
  }

  /** Shuffles and sorts {@code pairs}. */
  static JavaPairRDD<byte[], byte[]> sort(
      JavaPairRDD<byte[], byte[]> pairs, int partitions, Cut cut) {
    ShuffledRDD<byte[], byte[], byte[]> sorted =
        new ShuffledRDD<>(pairs.rdd(), new KeyPartitioner(partitions, cut), BYTES, BYTES, BYTES);
    sorted.setKeyOrdering(Ordering$.MODULE$.comparatorToOrdering(new UnsignedOrder()));
    sorted.setSerializer(new PairSerializer());
    return JavaPairRDD.fromRDD(sorted, BYTES, BYTES);
  }

  private static final class UnsignedOrder implements Comparator<byte[]>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(byte[] one, byte[] other) {
      return Arrays.compareUnsigned(one, other);
    }
  }

  private static final class KeyPartitioner extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;
    private final Cut cut;

    KeyPartitioner(int partitions, Cut cut) {
      this.partitions = partitions;
      this.cut = cut;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return cut.partition((byte[]) key, partitions);
    }
  }
}
