package org.estover.dedupe.near;

import java.util.Arrays;

/** Signatures whose share of equal places estimates the Jaccard similarity of two texts. */
public interface MinHash {
  /** The signature of a text; empty if the text has fewer words than a shingle. */
  long[] signature(CharSequence text);

  /** The distinct shingles that the signature is of, ascending, for exact verification. */
  long[] shingles(CharSequence text);

  /**
   * Fast similarity sketching: one hash per shingle, where MinHash takes one per shingle and place;
   * persisted band keys depend on it, so it never changes.
   *
   * <p>In round r each shingle goes to one of the k places and leaves the smallest value there; a
   * place that stayed empty is filled in the next round, with other hashes of the shingles. In the
   * last k rounds all shingles go to one place, so an end is certain. Two texts agree in a place
   * with exactly the chance of their similarity, also where they have fewer shingles than places.
   * Source: S. Dahlgaard, M. Knudsen, M. Thorup, Fast Similarity Sketching (FOCS 2017).
   *
   * <p>In round r a shingle's hash h becomes {@code m = mix(h + r * FACTOR)} (for r = 0: h itself);
   * its place is the upper half of m times k, shifted down by 32 (in a last round: the round's
   * place), its value the lower half, unsigned. A place holds the value; repeated shingles change
   * nothing. Cost: O(n + k log k) for n shingles. An instance serves one thread at a time.
   */
  final class V2 implements MinHash {
    /** The name of this family with its constants. */
    public static final String VERSION = "estover.minhash.v2";

    private static final long EMPTY = Long.MAX_VALUE;
    private static final int FEW_ROUND = 8;
    private static final int FEW = 64;

    private final Shingles shingles;
    private final long[] places;

    /** Makes signatures of {@code config.signatureSize()} places. */
    public V2(NearConfig config) {
      shingles = new Shingles(config.shingleWords());
      places = new long[config.signatureSize()];
    }

    @Override
    public long[] signature(CharSequence text) {
      int count = shingles.cut(text);
      return signatureOf(shingles.buffer(), count);
    }

    @Override
    public long[] shingles(CharSequence text) {
      return shingles.of(text);
    }

    /** The signature of the first shingles of an array, in any order; empty for none. */
    long[] signatureOf(long[] hashes, int count) {
      if (count == 0) {
        return new long[0];
      }
      Arrays.fill(places, EMPTY);
      first(hashes, count);
      long[] left = hashes;
      int size = count;
      for (long round = 1; isOpen(); round++) {
        if (round == FEW_ROUND && size > FEW) {
          long[] few = distinct(hashes, count);
          left = few.length > 0 ? few : hashes;
          size = few.length > 0 ? few.length : count;
        }
        next(left, size, round);
      }
      long[] signature = new long[places.length];
      for (int i = 0; i < signature.length; i++) {
        signature[i] = places[i] & 0xFFFFFFFFL;
      }
      return signature;
    }

    /**
     * What is still open after some rounds has few distinct shingles, however often they come, and
     * the repetitions change nothing. None if they are more than {@value #FEW}.
     */
    private static long[] distinct(long[] hashes, int count) {
      long[] table = new long[2 * FEW];
      boolean[] taken = new boolean[2 * FEW];
      long[] few = new long[FEW];
      int found = 0;
      for (int i = 0; i < count; i++) {
        int at = (int) hashes[i] & (table.length - 1);
        while (taken[at] && table[at] != hashes[i]) {
          at = (at + 1) & (table.length - 1);
        }
        if (!taken[at]) {
          if (found == FEW) {
            return new long[0];
          }
          taken[at] = true;
          table[at] = hashes[i];
          few[found++] = hashes[i];
        }
      }
      return Arrays.copyOf(few, found);
    }

    private void first(long[] hashes, int count) {
      long[] smallest = places;
      int size = smallest.length;
      for (int i = 0; i < count; i++) {
        long hash = hashes[i];
        int place = (int) (((hash >>> 32) * size) >>> 32);
        smallest[place] = Math.min(smallest[place], hash & 0xFFFFFFFFL);
      }
    }

    /** The round stands above the value, so what an earlier round left is smaller. */
    private void next(long[] hashes, int count, long round) {
      int size = places.length;
      long last = round - size;
      for (int i = 0; i < count; i++) {
        long hash = Shingles.mix(hashes[i] + round * Shingles.FACTOR);
        int place = (int) (last < 0 ? ((hash >>> 32) * size) >>> 32 : last);
        places[place] = Math.min(places[place], (round << 32) | (hash & 0xFFFFFFFFL));
      }
    }

    private boolean isOpen() {
      for (long place : places) {
        if (place == EMPTY) {
          return true;
        }
      }
      return false;
    }
  }
}
