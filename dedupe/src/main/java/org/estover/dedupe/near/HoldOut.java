package org.estover.dedupe.near;

import com.dynatrace.hash4j.hashing.Hashing;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A keyed part of a corpus that is held out for validation, cluster by cluster.
 *
 * <p>A cluster is in or out by its smallest document: by XXH3-64 over the seed and that document's
 * id (three little-endian longs), below the share of 2^64. So no document held out shares a cluster
 * of near-duplicates with one that is trained on, and a document's side depends on its cluster
 * alone, never on how many others there are.
 */
public final class HoldOut {
  /** The name of the rule. */
  public static final String VERSION = "estover.holdout.v1";

  private final boolean all;
  private final long below;
  private final long seed;

  /**
   * Holds out a share.
   *
   * @param share from 0 to 1
   * @throws IllegalArgumentException for another share
   */
  public HoldOut(BigDecimal share, long seed) {
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("hold-out of " + share + ", not from 0 to 1");
    }
    BigInteger whole = BigInteger.ONE.shiftLeft(Long.SIZE);
    BigInteger bound = share.multiply(new BigDecimal(whole)).toBigInteger();
    all = bound.equals(whole);
    below = bound.longValue();
    this.seed = seed;
  }

  /** Whether the cluster of this smallest document is held out. */
  public boolean takes(SurvivorKey smallest) {
    long hash =
        Hashing.xxh3_64()
            .hashStream()
            .putLong(seed)
            .putLong(smallest.idHigh())
            .putLong(smallest.idLow())
            .getAsLong();
    return all || Long.compareUnsigned(hash, below) < 0;
  }
}
