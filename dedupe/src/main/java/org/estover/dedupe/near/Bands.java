package org.estover.dedupe.near;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;

/** The slices of a signature as 64-bit keys; texts that share a key are candidates. */
public final class Bands {
  private Bands() {}

  /**
   * Computes a key per band: XXH3-64 over the band's number and its minima. Keys of different bands
   * are unrelated, so one table can hold them all.
   *
   * @return no key for an empty signature
   * @throws IllegalArgumentException if the signature has another size than the settings say
   */
  public static long[] keys(int[] signature, NearConfig config) {
    if (signature.length == 0) {
      return new long[0];
    }
    if (signature.length != config.signatureSize()) {
      throw new IllegalArgumentException(
          "signature of " + signature.length + " minima, not " + config.signatureSize());
    }
    long[] keys = new long[config.bands()];
    HashStream64 stream = Hashing.xxh3_64().hashStream();
    for (int band = 0; band < keys.length; band++) {
      stream.reset();
      stream.putInt(band);
      for (int row = 0; row < config.rows(); row++) {
        stream.putInt(signature[band * config.rows() + row]);
      }
      keys[band] = stream.getAsLong();
    }
    return keys;
  }
}
