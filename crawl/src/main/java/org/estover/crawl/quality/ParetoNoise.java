package org.estover.crawl.quality;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Keeps a text where a random number exceeds one minus its score, so that a few bad texts stay and
 * most good ones: Pile-CC's rule, {@code numpy.random.pareto(alpha) > 1 - score}.
 *
 * <p>The number follows from the text's id alone, so the same text is kept in every run.
 *
 * @param alpha 9 as The Pile has it; larger keeps less
 */
public record ParetoNoise(double alpha) {
  private static final byte[] DOMAIN = "estover.pareto.v1".getBytes(StandardCharsets.US_ASCII);

  public ParetoNoise {
    if (!(alpha > 0 && alpha <= 1e6)) {
      throw Errors.outOfBounds("alpha", alpha, "above 0, at most 1000000");
    }
  }

  /** Whether a text of this id and score stays. */
  public boolean keeps(String id, double score) {
    return draw(id) > 1 - score;
  }

  /** The number of an id, distributed as Pareto's second kind (Lomax): 0 is likeliest. */
  double draw(String id) {
    MessageDigest digest = ModelInput.sha256Digest();
    digest.update(DOMAIN);
    long bits = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
    // Above 0 and at most 1, in steps of 2^-53.
    double uniform = ((bits >>> 11) + 1) * 0x1p-53;
    return StrictMath.pow(uniform, -1 / alpha) - 1;
  }
}
