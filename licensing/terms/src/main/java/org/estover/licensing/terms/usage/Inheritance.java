package org.estover.licensing.terms.usage;

import java.math.BigInteger;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.VerificationLevel;

/**
 * Which part of what a model was trained on is whose, exactly: a share per rights holder of the
 * trust's, together the trust's share; what is left is foreign.
 *
 * <p>Of a training run it is tokens over all tokens. A model that inherits the part {@code r} has
 * {@code r} times its parent's and {@code 1 - r} times its own. Pure.
 *
 * @param shares by name of the rights holder; the unknown one is the empty name
 * @param level the lowest level of what it rests on
 */
record Inheritance(SortedMap<String, Ratio> shares, VerificationLevel level) {

  /**
   * What a training run gives: the trust's share of it, split in proportion to weights.
   *
   * @param weights by name of the rights holder; where there are none, the share is nobody's
   */
  static Inheritance of(
      TrainingRun run, SortedMap<String, BigInteger> weights, VerificationLevel level) {
    BigInteger read = BigInteger.valueOf(run.usage().tokens());
    SortedMap<String, Ratio> shares = new TreeMap<>();
    if (weights.isEmpty()) {
      shares.put("", run.trustShare());
    }
    BigInteger all = run.allTokens().multiply(sum(weights.values()));
    weights.forEach((holder, weight) -> shares.put(holder, new Ratio(weight.multiply(read), all)));
    return new Inheritance(shares, level);
  }

  /** What a child has that inherits a part of this. */
  Inheritance inherited(Ratio part) {
    return new Inheritance(times(part), level);
  }

  /** What a child has that inherits a part of this and has a training of its own. */
  Inheritance inherited(Ratio part, Inheritance own) {
    SortedMap<String, Ratio> sum = new TreeMap<>(times(part));
    own.times(rest(part)).forEach((holder, share) -> sum.merge(holder, share, Ratio::plus));
    // Where nothing is inherited, nothing of the parent has to be shown.
    return new Inheritance(sum, part.equals(Ratio.ZERO) ? own.level : level.and(own.level));
  }

  private SortedMap<String, Ratio> times(Ratio part) {
    SortedMap<String, Ratio> times = new TreeMap<>();
    shares.forEach((holder, share) -> times.put(holder, share.times(part)));
    return times;
  }

  private static Ratio rest(Ratio part) {
    return new Ratio(part.denominator().subtract(part.numerator()), part.denominator());
  }

  /** The same as whole numbers without a factor common to all. */
  TrainedData trainedData() {
    BigInteger unit = BigInteger.ONE;
    Ratio sum = Ratio.ZERO;
    for (Ratio share : shares.values()) {
      unit = unit.multiply(share.denominator().divide(unit.gcd(share.denominator())));
      sum = sum.plus(share);
    }
    SortedMap<String, BigInteger> weights = new TreeMap<>();
    for (var share : shares.entrySet()) {
      Ratio part = share.getValue();
      if (part.numerator().signum() > 0) {
        weights.put(share.getKey(), part.numerator().multiply(unit.divide(part.denominator())));
      }
    }
    BigInteger common = gcd(weights.values());
    weights.replaceAll((holder, weight) -> weight.divide(common));
    return new TrainedData(weights, sum(weights.values()), sum, level, false);
  }

  private static BigInteger gcd(Collection<BigInteger> numbers) {
    BigInteger common = numbers.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
    return common.signum() == 0 ? BigInteger.ONE : common;
  }

  private static BigInteger sum(Collection<BigInteger> numbers) {
    return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
