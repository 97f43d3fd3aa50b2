package org.estover.dedupe.near;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;

/** The slices of a signature as 64-bit keys; texts that share a key are candidates. */
public final class Bands {
  /** Stands where a band's number would, so that no key of a band means the whole signature. */
  private static final int WHOLE = -1;

  private Bands() {}

  /**
   * Computes a key per band: XXH3-64 over the band's number and its places. Keys of different bands
   * are unrelated, so one table can hold them all.
   *
   * @return no key for an empty signature
   * @throws IllegalArgumentException if the signature has another size than the settings say
   */
  public static long[] keys(long[] signature, NearConfig config) {
    if (signature.length == 0) {
      return new long[0];
    }
    if (signature.length != config.signatureSize()) {
      throw new IllegalArgumentException(
          "signature of " + signature.length + " places, not " + config.signatureSize());
    }
    long[] keys = new long[config.bands()];
    HashStream64 stream = Hashing.xxh3_64().hashStream();
    for (int band = 0; band < keys.length; band++) {
      keys[band] = key(stream, band, signature, band * config.rows(), config.rows());
    }
    return keys;
  }

  /** Computes one key of the whole signature, unrelated to those of the bands. */
  public static long whole(long[] signature) {
    return key(Hashing.xxh3_64().hashStream(), WHOLE, signature, 0, signature.length);
  }

  private static long key(HashStream64 stream, int band, long[] signature, int from, int places) {
    stream.reset();
    stream.putInt(band);
    for (int at = from; at < from + places; at++) {
      stream.putLong(signature[at]);
    }
    return stream.getAsLong();
  }
}
