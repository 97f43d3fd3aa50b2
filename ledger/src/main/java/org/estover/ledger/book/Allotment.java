package org.estover.ledger.book;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
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
    boolean small = isLong(sum) && isLong(total.multiply(sum));
    return small
        ? small(total.longValueExact(), weights, sum.longValueExact())
        : large(total, weights, sum);
  }

  private static boolean isLong(BigInteger number) {
    return number.bitLength() < Long.SIZE;
  }

  /** In 64 bits, which hold every product. */
  private static List<BigInteger> small(long total, List<BigInteger> weights, long sum) {
    long[] shares = new long[weights.size()];
    long[] remainders = new long[shares.length];
    long left = total;
    for (int i = 0; i < shares.length; i++) {
      long product = total * weights.get(i).longValueExact();
      shares[i] = product / sum;
      remainders[i] = product % sum;
      left -= shares[i];
    }
    handOut((int) left, shares, remainders);
    return Arrays.stream(shares).mapToObj(BigInteger::valueOf).toList();
  }

  private static void handOut(int left, long[] shares, long[] remainders) {
    if (left == 0) {
      return;
    }
    long[] ascending = remainders.clone();
    Arrays.sort(ascending);
    long least = ascending[ascending.length - left];
    int ofLeast = 0;
    for (int i = ascending.length - left; i < ascending.length && ascending[i] == least; i++) {
      ofLeast++;
    }
    for (int i = 0; i < shares.length; i++) {
      if (remainders[i] > least || (remainders[i] == least && ofLeast-- > 0)) {
        shares[i]++;
      }
    }
  }

  private static List<BigInteger> large(
      BigInteger total, List<BigInteger> weights, BigInteger sum) {
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
    List<Money> shares = new ArrayList<>(weights.size());
    for (BigInteger share : split(units.abs(), weights)) {
      BigInteger signed = units.signum() < 0 ? share.negate() : share;
      shares.add(new Money(signed.longValueExact(), total.currency()));
    }
    return List.copyOf(shares);
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
