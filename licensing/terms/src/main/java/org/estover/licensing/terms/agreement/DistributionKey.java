package org.estover.licensing.terms.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;

/**
 * How an amount due is split before rights holders see their part.
 *
 * @param administration the share that runs the trust
 * @param reserve the share that is put by for bad years and corrections
 * @param commons the share that goes back to the commons
 * @param holders the share of the rights holders; the four sum to one
 */
public record DistributionKey(Ratio administration, Ratio reserve, Ratio commons, Ratio holders) {

  /**
   * An amount split by a key.
   *
   * @param administration what runs the trust
   * @param reserve what is put by
   * @param commons what goes back to the commons
   * @param holders what is split on over the rights holders
   */
  public record Parts(Money administration, Money reserve, Money commons, Money holders) {}

  public DistributionKey {
    Ratio sum = administration.plus(reserve).plus(commons).plus(holders);
    if (!sum.equals(Ratio.ONE)) {
      throw Errors.badKey(sum);
    }
  }

  /** A key that puts nothing by. */
  public DistributionKey(Ratio administration, Ratio commons, Ratio holders) {
    this(administration, Ratio.ZERO, commons, holders);
  }

  /**
   * Reads {@code 10% 20% 70%}: administration, commons, holders; or four shares with the reserve in
   * the second place.
   */
  public static DistributionKey parse(String text) {
    String[] shares = text.strip().split("[ ,]+", -1);
    if (shares.length != 3 && shares.length != 4) {
      throw Errors.badKey(text);
    }
    List<Ratio> parts = Arrays.stream(shares).map(Ratio::parse).toList();
    return shares.length == 3
        ? new DistributionKey(parts.get(0), parts.get(1), parts.get(2))
        : new DistributionKey(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }

  /** Splits an amount of zero or more: largest remainder, ties in the order of the components. */
  public Parts split(Money due) {
    BigInteger unit = BigInteger.ONE;
    for (Ratio share : shares()) {
      unit = unit.multiply(share.denominator());
    }
    List<BigInteger> weights = new ArrayList<>();
    for (Ratio share : shares()) {
      weights.add(share.numerator().multiply(unit.divide(share.denominator())));
    }
    List<Money> parts = Allotment.split(due, weights);
    return new Parts(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }

  /**
   * The canonical text, {@code 1/10 1/5 7/10}, or four shares where the reserve has one; {@link
   * #parse} reads it back.
   */
  public String canonical() {
    return reserve.equals(Ratio.ZERO)
        ? administration + " " + commons + " " + holders
        : administration + " " + reserve + " " + commons + " " + holders;
  }

  private List<Ratio> shares() {
    return List.of(administration, reserve, commons, holders);
  }
}
