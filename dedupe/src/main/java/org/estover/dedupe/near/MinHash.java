package org.estover.dedupe.near;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Signatures whose share of equal places estimates the Jaccard similarity of two texts. */
public interface MinHash {
  /** The signature of a text; empty if the text has fewer words than a shingle. */
  int[] signature(CharSequence text);

  /** The signature of a set of shingles, in any order; empty for none. */
  int[] signatureOf(long[] shingles);

  /**
   * The minimum of each of k keyed 32-bit hashes over all shingles; persisted signatures depend on
   * it, so it never changes.
   *
   * <p>Hash i of a shingle with the halves (high, low) is {@code low * a[i] + (high ^ b[i])} modulo
   * 2^32, a[i] odd, compared as signed numbers: one multiplication in 32-bit lanes, which the JIT
   * turns into vector code. The shingles are well mixed 64-bit hashes, which is what makes so plain
   * a family enough. Constants: {@code SplittableRandom(SEED)}, a then b for each i. Source: A.
   * Broder, On the resemblance and containment of documents (SEQUENCES 1997).
   *
   * <p>Cost: k multiplications per shingle. An instance serves one thread at a time.
   */
  final class V1 implements MinHash {
    /** The name of this family with its constants. */
    public static final String VERSION = "estover.minhash.v1";

    private static final long SEED = 0x6573746F76657231L;

    private final Shingles shingles;
    private final int[] factors;
    private final int[] masks;

    /** Makes signatures of {@code config.signatureSize()} minima. */
    public V1(NearConfig config) {
      shingles = new Shingles(config.shingleWords());
      factors = new int[config.signatureSize()];
      masks = new int[config.signatureSize()];
      SplittableRandom constants = new SplittableRandom(SEED);
      for (int i = 0; i < factors.length; i++) {
        factors[i] = constants.nextInt() | 1;
        masks[i] = constants.nextInt();
      }
    }

    @Override
    public int[] signature(CharSequence text) {
      return signatureOf(shingles.of(text));
    }

    @Override
    public int[] signatureOf(long[] hashes) {
      if (hashes.length == 0) {
        return new int[0];
      }
      int[] minima = new int[factors.length];
      Arrays.fill(minima, Integer.MAX_VALUE);
      for (long hash : hashes) {
        lower(minima, (int) hash, (int) (hash >>> 32));
      }
      return minima;
    }

    private void lower(int[] minima, int low, int high) {
      for (int i = 0; i < minima.length; i++) {
        minima[i] = Math.min(minima[i], low * factors[i] + (high ^ masks[i]));
      }
    }
  }
}
