package org.estover.licensing.terms.agreement;

import java.math.BigInteger;
import java.util.List;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;

/**
 * How an amount due is split before rights holders see their part.
 *
 * @param administration the share that runs the trust
 * @param commons the share that goes back to the commons
 * @param holders the share of the rights holders; the three sum to one
 */
public record DistributionKey(Ratio administration, Ratio commons, Ratio holders) {

  /**
   * An amount split by a key.
   *
   * @param administration what runs the trust
   * @param commons what goes back to the commons
   * @param holders what is split on over the rights holders
   */
  public record Parts(Money administration, Money commons, Money holders) {}

  public DistributionKey {
    Ratio sum = administration.plus(commons).plus(holders);
    if (!sum.equals(Ratio.ONE)) {
      throw Errors.badKey(sum);
    }
  }

  /** Reads {@code 10% 20% 70%}: administration, commons, holders. */
  public static DistributionKey parse(String text) {
    String[] shares = text.strip().split("[ ,]+", -1);
    if (shares.length != 3) {
      throw Errors.badKey(text);
    }
    return new DistributionKey(
        Ratio.parse(shares[0]), Ratio.parse(shares[1]), Ratio.parse(shares[2]));
  }

  /** Splits an amount of zero or more: largest remainder, ties in the order of the components. */
  public Parts split(Money due) {
    BigInteger unit =
        administration
            .denominator()
            .multiply(commons.denominator())
            .multiply(holders.denominator());
    List<Money> parts =
        Allotment.split(
            due,
            List.of(weight(administration, unit), weight(commons, unit), weight(holders, unit)));
    return new Parts(parts.get(0), parts.get(1), parts.get(2));
  }

  /** The canonical text, {@code 1/10 1/5 7/10}; {@link #parse} reads it back. */
  public String canonical() {
    return administration + " " + commons + " " + holders;
  }

  private static BigInteger weight(Ratio share, BigInteger unit) {
    return share.numerator().multiply(unit.divide(share.denominator()));
  }
}
