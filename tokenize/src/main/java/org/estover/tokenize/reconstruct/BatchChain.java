package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.estover.tokenize.order.BatchPlan;

/**
 * A chain of digests over the tokens of a training run's steps, which a trainer can log and anybody
 * can recompute: {@code h(t+1) = SHA-256(h(t) || SHA-256(tokens of step t))}.
 *
 * <p>h(0) is SHA-256 over {@code "estover.chain.v1"} and the release id, both in ASCII. A step's
 * tokens are all L+1 of each sequence, by position, as 32-bit little-endian integers. An equal
 * chain proves that the data and their order were known; it does not prove that anything was
 * trained.
 *
 * <p>Immutable.
 */
public final class BatchChain {
  private static final String NAME = "estover.chain.v1";

  private final byte[] value;
  private final long steps;

  private BatchChain(byte[] value, long steps) {
    this.value = value;
    this.steps = steps;
  }

  /** The chain before the first step of a run over a release. */
  public static BatchChain of(String releaseId) {
    byte[] seed = (NAME + releaseId).getBytes(StandardCharsets.US_ASCII);
    return new BatchChain(sha256().digest(seed), 0);
  }

  /** The digest that a step's tokens enter the chain with. */
  public static byte[] stepSha256(Iterable<int[]> sequences) {
    MessageDigest digest = sha256();
    for (int[] tokens : sequences) {
      byte[] bytes = new byte[tokens.length * Integer.BYTES];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (tokens[i >> 2] >>> (8 * (i & 3)));
      }
      digest.update(bytes);
    }
    return digest.digest();
  }

  /** The chain after one more step. */
  public BatchChain then(byte[] stepSha256) {
    if (stepSha256.length != value.length) {
      throw new IllegalArgumentException("a step's digest of " + stepSha256.length + " bytes");
    }
    MessageDigest digest = sha256();
    digest.update(value);
    return new BatchChain(digest.digest(stepSha256), steps + 1);
  }

  /** The chain after a release's next steps, up to {@code toStep}, not included. */
  public BatchChain replay(Reconstruct release, BatchPlan plan, long toStep) throws IOException {
    BatchChain chain = this;
    for (long step = steps; step < toStep; step++) {
      List<int[]> tokens = new ArrayList<>();
      for (PlacedSequence sequence : release.sequencesOfStep(step, plan)) {
        tokens.add(release.tokens(sequence.position()));
      }
      chain = chain.then(stepSha256(tokens));
    }
    return chain;
  }

  /** The number of steps in the chain. */
  public long steps() {
    return steps;
  }

  /** The chain's digest in lower-case hex. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
