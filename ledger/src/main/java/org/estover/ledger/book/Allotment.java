package org.estover.ledger.book;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Splits a total by weights so that the shares sum to the total, to the unit.
 *
 * <p>Largest remainder (Hamilton): every share is floored, and the units left over go one each to
 * the largest fractional parts, ties to the lower index. Exact for totals of any size; O(n log n).
 */
public final class Allotment {

  private Allotment() {}

  /**
   * The shares of a total, in the order of the weights.
   *
   * @param total zero or more
   * @param weights zero or more each, at least one of them above zero
   */
  public static List<BigInteger> split(BigInteger total, List<BigInteger> weights) {
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger weight : weights) {
      if (weight.signum() < 0) {
        throw Errors.badWeights("weight " + weight + " is below zero");
      }
      sum = sum.add(weight);
    }
    if (sum.signum() == 0) {
      throw Errors.badWeights("no weight is above zero");
    }
    if (total.signum() < 0) {
      throw Errors.badWeights("the total " + total + " is below zero");
    }
    List<BigInteger> shares = new ArrayList<>(weights.size());
    List<BigInteger> remainders = new ArrayList<>(weights.size());
    BigInteger left = total;
    for (BigInteger weight : weights) {
      BigInteger[] parts = total.multiply(weight).divideAndRemainder(sum);
      shares.add(parts[0]);
      remainders.add(parts[1]);
      left = left.subtract(parts[0]);
    }
    handOut(left.intValueExact(), shares, remainders);
    return List.copyOf(shares);
  }

  /** The shares of an amount of money; a negative total is split as its opposite. */
  public static List<Money> split(Money total, List<BigInteger> weights) {
    BigInteger units = BigInteger.valueOf(total.minorUnits());
    return split(units.abs(), weights).stream()
        .map(share -> units.signum() < 0 ? share.negate() : share)
        .map(share -> new Money(share.longValueExact(), total.currency()))
        .toList();
  }

  /** Fewer units are left than there are shares, because each floor lost less than one. */
  private static void handOut(int left, List<BigInteger> shares, List<BigInteger> remainders) {
    List<Integer> order = new ArrayList<>(shares.size());
    for (int i = 0; i < shares.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(remainders::get, Comparator.reverseOrder()));
    for (int i : order.subList(0, left)) {
      shares.set(i, shares.get(i).add(BigInteger.ONE));
    }
  }
}
