package org.estover.jobs.stage;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.estover.dedupe.near.Bands;
import org.estover.dedupe.near.Jaccard;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.jobs.run.RunPlan;
import org.jspecify.annotations.Nullable;

/**
 * The plan's notion of similar, on its way to tasks, with shingles and band keys as bytes.
 *
 * @param near whether near-duplicates are looked for at all
 * @param threshold least Jaccard similarity, a decimal number
 */
record Similarity(boolean near, int bands, int rows, int shingleWords, String threshold)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCALE = 4;

  static Similarity of(RunPlan.DedupePlan plan) {
    return new Similarity(
        plan.near(), plan.bands(), plan.rows(), plan.shingleWords(), plan.threshold());
  }

  static Similarity of(@Nullable NearConfig near) {
    NearConfig config = near == null ? NearConfig.DEFAULT : near;
    return new Similarity(
        near != null,
        config.bands(),
        config.rows(),
        config.shingleWords(),
        Double.toString(config.threshold()));
  }

  NearConfig config() {
    return new NearConfig(bands, rows, shingleWords, Double.parseDouble(threshold));
  }

  /** The similarity of two sets of shingles as eight bytes. */
  static byte[] measured(long[] shingles, long[] other) {
    return bytes(Jaccard.exact(shingles, other));
  }

  /** A similarity as the eight bytes of a double. */
  static byte[] bytes(double similarity) {
    byte[] bytes = new byte[Double.BYTES];
    Bytes.put(bytes, 0, Double.doubleToLongBits(similarity));
    return bytes;
  }

  /** The similarity in eight bytes, as a decimal number of four places. */
  static String text(byte[] similarity) {
    return new BigDecimal(Double.longBitsToDouble(Bytes.int64(similarity, 0)))
        .setScale(SCALE, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /** Longs as bytes, eight for each. */
  static byte[] bytes(long[] longs) {
    byte[] bytes = new byte[Math.multiplyExact(longs.length, Long.BYTES)];
    for (int i = 0; i < longs.length; i++) {
      Bytes.put(bytes, i * Long.BYTES, longs[i]);
    }
    return bytes;
  }

  /** The longs in bytes, eight for each. */
  static long[] longs(byte[] bytes) {
    long[] longs = new long[bytes.length / Long.BYTES];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = Bytes.int64(bytes, i * Long.BYTES);
    }
    return longs;
  }

  /** Signs texts, one thread at a time. */
  final class Signer {
    private final NearConfig config = config();
    private final MinHash minHash = new MinHash.V2(config);

    /**
     * The key of the whole signature, then those of its bands; none if the text is too short, or
     * near-duplicates may stay.
     */
    byte[] keys(CharSequence text) {
      long[] signature = near ? minHash.signature(text) : new long[0];
      return signature.length == 0
          ? new byte[0]
          : Bytes.join(
              bytes(new long[] {Bands.whole(signature)}), bytes(Bands.keys(signature, config)));
    }
  }
}
