package org.estover.jobs.stage;

import java.io.Serializable;
import java.util.Arrays;
import org.estover.dedupe.near.Bands;
import org.estover.dedupe.near.Jaccard;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.jobs.run.RunPlan;

/**
 * The plan's notion of similar, on its way to tasks, with signatures and band keys as bytes.
 *
 * @param near whether near-duplicates are looked for at all
 * @param threshold least Jaccard similarity, a decimal number
 */
record Similarity(boolean near, int bands, int rows, int shingleWords, String threshold)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static Similarity of(RunPlan.DedupePlan plan) {
    return new Similarity(
        plan.near(), plan.bands(), plan.rows(), plan.shingleWords(), plan.threshold());
  }

  private NearConfig config() {
    return new NearConfig(bands, rows, shingleWords, Double.parseDouble(threshold));
  }

  /** Whether the texts of two signatures are near-duplicates, by the estimate of the signatures. */
  boolean similar(byte[] signature, byte[] other) {
    return Jaccard.estimate(ints(signature), ints(other)) >= Double.parseDouble(threshold);
  }

  private static int[] ints(byte[] bytes) {
    int[] ints = new int[bytes.length / Integer.BYTES];
    Arrays.setAll(ints, i -> Bytes.int32(bytes, i * Integer.BYTES));
    return ints;
  }

  /** Signs texts, one thread at a time. */
  final class Signer {
    private final NearConfig config = config();
    private final MinHash minHash = new MinHash.V1(config);

    /** The signature as bytes; none if the text is too short, or near-duplicates may stay. */
    byte[] signature(CharSequence text) {
      int[] minima = near ? minHash.signature(text) : new int[0];
      byte[] bytes = new byte[minima.length * Integer.BYTES];
      for (int i = 0; i < minima.length; i++) {
        Bytes.put(bytes, i * Integer.BYTES, minima[i]);
      }
      return bytes;
    }

    /** The band keys of a signature, 8 bytes each. */
    byte[] bandKeys(byte[] signature) {
      long[] keys = Bands.keys(ints(signature), config);
      byte[] bytes = new byte[keys.length * Long.BYTES];
      for (int i = 0; i < keys.length; i++) {
        Bytes.put(bytes, i * Long.BYTES, keys[i]);
      }
      return bytes;
    }
  }
}
