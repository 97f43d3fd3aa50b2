package org.estover.crawl.quality;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Our own classifier: a weight for each bucket of hashed n-grams of words. A text's score is the
 * logistic function of a bias and the average weight of its n-grams, so that its length has no say.
 *
 * <p>{@code crawl/QUALITY.md} describes the file, byte by byte.
 */
public final class HashedModel implements QualityModel {
  static final byte[] MAGIC = "ESTQUAL\n".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;

  /** The label of texts like those that were given as bad examples. */
  static final String LOW_QUALITY = "__label__lq";

  private static final List<String> LABELS = List.of(HIGH_QUALITY, LOW_QUALITY);
  private static final int DIGEST_SIZE = 32;
  private static final int AT_ONCE = 1 << 10;

  private final Origin origin;
  private final float bias;
  private final float[] weights;
  private final String sha256;

  private HashedModel(Origin origin, float bias, float[] weights, String sha256) {
    this.origin = origin;
    this.bias = bias;
    this.weights = weights;
    this.sha256 = sha256;
  }

  /**
   * How a model was made.
   *
   * @param words most words of an n-gram
   * @param bits of a bucket's number
   * @param positive texts that it has learned from
   */
  record Origin(
      int words, int bits, int epochs, double rate, long seed, int positive, int negative) {
    Origin {
      if (words < 1 || words > HashedWords.MOST_WORDS) {
        throw Errors.outOfBounds("words", words, "1 to " + HashedWords.MOST_WORDS);
      }
      if (bits < HashedWords.LEAST_BITS || bits > HashedWords.MOST_BITS) {
        String expected = HashedWords.LEAST_BITS + " to " + HashedWords.MOST_BITS;
        throw Errors.outOfBounds("bits", bits, expected);
      }
    }
  }

  /** A model of these weights. */
  static HashedModel of(Origin origin, float bias, float[] weights) {
    MessageDigest digest = ModelInput.sha256Digest();
    HashedModel unnamed = new HashedModel(origin, bias, weights, "");
    byte[] head = unnamed.head();
    byte[] body = unnamed.body();
    digest.update(head);
    digest.update(body);
    byte[] end = digest.digest();
    MessageDigest file = ModelInput.sha256Digest();
    file.update(head);
    file.update(body);
    return new HashedModel(origin, bias, weights, HexFormat.of().formatHex(file.digest(end)));
  }

  static HashedModel read(ModelInput in) throws IOException {
    in.bytes(MAGIC.length, "the magic bytes");
    int version = in.int32("the version");
    if (version != VERSION) {
      throw in.wrong(Integer.BYTES, "the version", version, "" + VERSION);
    }
    int words = in.int32("the words of an n-gram");
    if (words < 1 || words > HashedWords.MOST_WORDS) {
      throw in.wrong(4, "the words of an n-gram", words, "1 to " + HashedWords.MOST_WORDS);
    }
    int bits = in.int32("the bits of a bucket's number");
    if (bits < HashedWords.LEAST_BITS || bits > HashedWords.MOST_BITS) {
      String expected = HashedWords.LEAST_BITS + " to " + HashedWords.MOST_BITS;
      throw in.wrong(4, "the bits of a bucket's number", bits, expected);
    }
    Origin origin =
        new Origin(
            words,
            bits,
            in.int32("the epochs"),
            Double.longBitsToDouble(in.int64("the rate")),
            in.int64("the seed"),
            in.int32("the number of positive texts"),
            in.int32("the number of negative texts"));
    float bias = in.float32("the bias");
    in.require(1L << bits, Float.BYTES, "the weights");
    float[] weights = new float[1 << bits];
    in.floats(weights, weights.length, "the weights");
    String found = in.sha256();
    String expected = HexFormat.of().formatHex(in.bytes(DIGEST_SIZE, "the SHA-256"));
    if (!found.equals(expected)) {
      throw Errors.damaged(in.file(), expected, found);
    }
    if (in.left() > 0) {
      throw in.wrong(0, "the end of the file", in.left() + " bytes more", "none");
    }
    return new HashedModel(origin, bias, weights, in.sha256());
  }

  /** Writes the model to a new file. */
  public void write(Path file) throws IOException {
    MessageDigest digest = ModelInput.sha256Digest();
    byte[] head = head();
    byte[] body = body();
    digest.update(head);
    digest.update(body);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(head);
      out.write(body);
      out.write(digest.digest());
    }
  }

  private byte[] head() {
    ByteBuffer head = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).putInt(VERSION).putInt(origin.words()).putInt(origin.bits());
    head.putInt(origin.epochs()).putDouble(origin.rate()).putLong(origin.seed());
    head.putInt(origin.positive()).putInt(origin.negative()).putFloat(bias);
    byte[] written = new byte[head.position()];
    head.flip().get(written);
    return written;
  }

  private byte[] body() {
    ByteBuffer body = ByteBuffer.allocate(weights.length * Float.BYTES);
    body.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(weights);
    return body.array();
  }

  @Override
  public String algorithm() {
    return HashedWords.VERSION;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "model of Estover, version %d: %s, n-grams of 1 to %d words in %,d buckets, learned from"
            + " %,d positive and %,d negative texts",
        VERSION,
        HashedWords.VERSION,
        origin.words(),
        weights.length,
        origin.positive(),
        origin.negative());
  }

  @Override
  public List<String> labels() {
    return LABELS;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  /** The weight of a bucket. */
  float weight(int bucket) {
    return weights[bucket];
  }

  HashedWords reader() {
    return new HashedWords(origin.words(), origin.bits());
  }

  @Override
  public Scorer scorer(String label) {
    boolean isHigh = QualityModel.place(LABELS, label) == 0;
    HashedWords reader = reader();
    int[] buckets = new int[AT_ONCE];
    return (utf8, from, to) -> {
      reader.start(utf8, from, to);
      double sum = 0;
      long all = 0;
      for (int count = reader.next(buckets); count > 0; count = reader.next(buckets)) {
        for (int i = 0; i < count; i++) {
          sum += weights[buckets[i]];
        }
        all += count;
      }
      if (all == 0) {
        return 0;
      }
      double logit = bias + sum / all;
      return logistic(isHigh ? logit : -logit);
    };
  }

  /** The logistic function, the same on every machine. */
  static double logistic(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }
}
