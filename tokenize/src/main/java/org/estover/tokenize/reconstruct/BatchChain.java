package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.ReleasePlace;

/**
 * A chain of digests over the tokens of a training run's steps, which a trainer can log and anybody
 * can recompute: {@code h(t+1) = SHA-256(h(t) || SHA-256(tokens of step t))}.
 *
 * <p>h(0) is SHA-256 over {@code "estover.chain.v1"} and the {@linkplain Reconstruct#dataId() name
 * of the data}, both in ASCII: the release id, and with a derived order that order's, too. A step's
 * tokens are all L+1 of each sequence, by position, as 32-bit little-endian integers. An equal
 * chain proves that the data and their order were known; it does not prove that anything was
 * trained.
 *
 * <p>A {@link ChainLog} keeps its values, {@link ChainCheck} compares them with a release.
 *
 * <p>Immutable.
 */
public final class BatchChain {
  /** The chain's name and version, the first word that it digests. */
  public static final String NAME = "estover.chain.v1";

  /** Bytes of a value. */
  static final int SIZE = 32;

  private final byte[] value;
  private final long steps;

  private BatchChain(byte[] value, long steps) {
    this.value = value;
    this.steps = steps;
  }

  /**
   * The chain before the first step of a run over data of that {@link Reconstruct#dataId() name}.
   */
  public static BatchChain of(String dataId) {
    byte[] seed = (NAME + dataId).getBytes(StandardCharsets.US_ASCII);
    return new BatchChain(sha256().digest(seed), 0);
  }

  /** The chain that had a value after some steps. */
  static BatchChain at(long steps, byte[] value) {
    if (steps < 0 || value.length != SIZE) {
      throw new IllegalArgumentException(value.length + " bytes after " + steps + " steps");
    }
    return new BatchChain(value.clone(), steps);
  }

  /** The digest that a step's tokens enter the chain with. */
  public static byte[] stepSha256(Iterable<int[]> sequences) {
    MessageDigest digest = sha256();
    for (int[] tokens : sequences) {
      digest.update(bytes(tokens));
    }
    return digest.digest();
  }

  /**
   * The digest of a step of a release.
   *
   * @throws NotInReleaseException if the release feeds no such step
   */
  static byte[] stepSha256(Reconstruct release, BatchPlan plan, long step) throws IOException {
    MessageDigest digest = sha256();
    if (ReleasePlace.isAddress(release.release().place().name())) {
      release.storedBatch(
          step, plan, MicroBatch.WHOLE, sequence -> digest.update(bytes(sequence.tokens())));
    } else {
      // On a disk the tokens alone are cheap to have; which documents they are of is not.
      for (PlacedSequence sequence : release.sequencesOfStep(step, plan)) {
        digest.update(bytes(release.tokens(sequence.position())));
      }
    }
    return digest.digest();
  }

  /** Tokens as the chain digests them. */
  static byte[] bytes(int[] tokens) {
    ByteBuffer bytes =
        ByteBuffer.allocate(tokens.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(tokens);
    return bytes.array();
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
      chain = chain.then(stepSha256(release, plan, step));
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

  byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchChain chain
        && chain.steps == steps
        && Arrays.equals(chain.value, value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "h(" + steps + ") = " + hex();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
