package org.estover.dedupe.near.datatrove;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import org.estover.dedupe.near.MinHash;

/**
 * Signatures, shingles and bands that equal datatrove's, its words cut at white space.
 *
 * <p>A text is simplified ({@link SimplifiedText}) and cut into words; each run of n words, joined
 * by single spaces, is hashed; the signature holds, for each permutation, the minimum of {@code (x
 * * a + b) mod 2^64 mod (2^61 - 1)} over the hashes x, cut to 32 bits where the hash has as many.
 * The constants are those of numpy's {@code RandomState(seed)}. datatrove's word tokenizer is a
 * setting of its own; splitting at white space is the one that needs no model.
 *
 * <p>Cost: one pass over the text, a hash per word, and a multiplication per word and permutation.
 * Memory: a window of a few thousand words, whatever the text has. An instance serves one thread at
 * a time; instances with the same settings give the same results.
 */
public final class DatatroveMinHash implements MinHash {
  /** The name of simplifying, shingles, hash and permutations. */
  public static final String VERSION = "datatrove.minhash.v1";

  private static final int WINDOW_SHINGLES = 2048;

  private final DatatroveConfig config;
  private final SimplifiedWords words;
  private final ShingleHash.Function hash;
  private final Permutations permutations;
  private final long[] hashes = new long[WINDOW_SHINGLES];

  /** Makes signatures with these settings. */
  public DatatroveMinHash(DatatroveConfig config) {
    this.config = config;
    int overlap = config.shingleWords() - 1;
    words = new SimplifiedWords(WINDOW_SHINGLES + overlap, overlap, false);
    hash = config.hash().function();
    permutations =
        new Permutations(config.signatureSize(), config.hash().precision(), config.seed());
  }

  /** The minima of a text, as unsigned numbers; none if it has fewer words than a shingle. */
  @Override
  public long[] signature(CharSequence text) {
    long[] minima = noMinima();
    boolean any = false;
    words.open(text);
    while (words.advance()) {
      int count = hashWindow();
      permutations.lower(minima, hashes, count);
      any |= count > 0;
    }
    return any ? minima : new long[0];
  }

  /** The minima of a set of shingles, in any order; none for none. */
  public long[] signatureOf(long[] shingles) {
    long[] minima = noMinima();
    permutations.lower(minima, shingles, shingles.length);
    return shingles.length > 0 ? minima : new long[0];
  }

  /** The distinct hashes of a text's shingles, ascending; none if it has fewer words than one. */
  @Override
  public long[] shingles(CharSequence text) {
    long[] all = new long[WINDOW_SHINGLES];
    int size = 0;
    words.open(text);
    while (words.advance()) {
      int count = hashWindow();
      if (size + count > all.length) {
        all = Arrays.copyOf(all, Math.addExact(all.length, Math.max(all.length / 2, count)));
      }
      System.arraycopy(hashes, 0, all, size, count);
      size += count;
    }
    return distinct(all, size);
  }

  /**
   * The bands of a signature as 64-bit keys, for a table or a shuffle: two texts whose bands agree
   * share a key; two that share a key are to be asked {@link #shareBand}.
   */
  public long[] bandKeys(long[] signature) {
    if (signature.length == 0) {
      return new long[0];
    }
    checkSize(signature);
    long[] keys = new long[config.bands()];
    HashStream64 stream = Hashing.xxh3_64().hashStream();
    for (int band = 0; band < keys.length; band++) {
      stream.reset();
      stream.putInt(band);
      for (int row = 0; row < config.rows(); row++) {
        stream.putLong(signature[band * config.rows() + row]);
      }
      keys[band] = stream.getAsLong();
    }
    return keys;
  }

  /** Whether two signatures agree in all minima of a band, which makes datatrove join the texts. */
  public boolean shareBand(long[] signature, long[] other) {
    if (signature.length == 0 || other.length == 0) {
      return false;
    }
    checkSize(signature);
    checkSize(other);
    for (int from = 0; from < signature.length; from += config.rows()) {
      int to = from + config.rows();
      if (Arrays.equals(signature, from, to, other, from, to)) {
        return true;
      }
    }
    return false;
  }

  private int hashWindow() {
    int count = Math.max(0, words.count() - config.shingleWords() + 1);
    byte[] utf8 = words.utf8();
    for (int i = 0; i < count; i++) {
      int from = words.start(i);
      hashes[i] = hash.hash(utf8, from, words.end(i + config.shingleWords() - 1) - from);
    }
    return count;
  }

  private long[] noMinima() {
    long[] minima = new long[config.signatureSize()];
    Arrays.fill(minima, permutations.largest());
    return minima;
  }

  private void checkSize(long[] signature) {
    if (signature.length != config.signatureSize()) {
      throw new IllegalArgumentException(
          "signature of " + signature.length + " minima, not " + config.signatureSize());
    }
  }

  private static long[] distinct(long[] hashes, int size) {
    Arrays.sort(hashes, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[kept++] = hashes[i];
      }
    }
    return Arrays.copyOf(hashes, kept);
  }
}
