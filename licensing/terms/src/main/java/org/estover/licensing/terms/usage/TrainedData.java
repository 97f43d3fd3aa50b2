package org.estover.licensing.terms.usage;

import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.VerificationLevel;

/**
 * What revenue rests on: whose data was trained on, in which proportions, and how well that is
 * shown. Of an agreement, or of one model.
 *
 * <p>Proportions are exact. Where a model inherits from another, they are no counts of tokens any
 * more, but whole numbers in the same proportions, without a factor common to all.
 *
 * @param weights by name of the rights holder, each above zero; the unknown holder is the empty
 *     name, which stands first
 * @param total the sum of the weights; zero where nothing of the trust's was trained on
 * @param trustShare which part of all that was trained on came from the trust, zero to one; one
 *     where there was no training yet that says otherwise
 * @param level how well it is shown, the lowest of all that counts
 * @param tokens whether the weights are counts of tokens
 */
public record TrainedData(
    SortedMap<String, BigInteger> weights,
    BigInteger total,
    Ratio trustShare,
    VerificationLevel level,
    boolean tokens) {

  /** No training that is known of. */
  public static final TrainedData NONE =
      new TrainedData(new TreeMap<>(), BigInteger.ZERO, Ratio.ONE, VerificationLevel.L0, true);

  public TrainedData {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger weight : weights.values()) {
      if (weight.signum() <= 0) {
        throw Errors.badWeight(weight);
      }
      sum = sum.add(weight);
    }
    if (!sum.equals(total) || trustShare.compareTo(Ratio.ONE) > 0) {
      throw Errors.badTrainedData(sum, total, trustShare);
    }
  }
}
