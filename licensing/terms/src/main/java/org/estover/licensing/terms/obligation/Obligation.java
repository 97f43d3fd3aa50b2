package org.estover.licensing.terms.obligation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.RoyaltyBasis;
import org.estover.licensing.terms.agreement.Step;
import org.estover.licensing.terms.agreement.TermsSegment;

/**
 * The duty to pay that follows from a revenue report under the terms of its period.
 *
 * <p>Each offer's card is applied to the whole period's net revenue and weighed by the days on
 * which it holds: {@code due = round(sum of days(k) / days * card(k))}, exact until the one
 * rounding, half to even. So an amendment to equal terms changes nothing.
 *
 * @param report the revenue
 * @param terms which terms hold on which days, in order
 * @param pricing what the training changes in the price
 * @param exact what is due in minor units, not rounded
 */
public record Obligation(
    RevenueReport report, List<TermsSegment> terms, Pricing pricing, Ratio exact) {

  public Obligation {
    terms = List.copyOf(terms);
  }

  /**
   * The obligation of a report.
   *
   * @param terms at least one segment, each with an offer that prices the report's currency
   */
  public static Obligation of(RevenueReport report, List<TermsSegment> terms, Pricing pricing) {
    if (terms.isEmpty()) {
      throw Errors.noTerms(report);
    }
    long days = days(terms);
    Ratio exact = Ratio.ZERO;
    for (TermsSegment segment : terms) {
      RoyaltyBasis base = base(report, segment, pricing);
      RateCard card = segment.offer().rateCard();
      if (!segment.offer().accepts(base.net().currency())) {
        throw Errors.cannotPrice(segment.offer(), report.gross());
      }
      exact = exact.plus(card.exactMinorUnits(base).times(Ratio.of(segment.days(), days)));
    }
    return new Obligation(report, terms, pricing, exact);
  }

  /** What is due in minor units, rounded; it may be more than an amount holds. */
  public BigInteger minorUnits() {
    return exact.halfEven();
  }

  /** What is due. */
  public Money due() {
    return Money.of(minorUnits().longValueExact(), report.gross().currency());
  }

  /** The formula with its numbers and its result. */
  public String why() {
    return terms.stream().map(this::why).collect(Collectors.joining(" + ")) + " = " + due();
  }

  private String why(TermsSegment segment) {
    String card = segment.offer().rateCard().why(base(report, segment, pricing));
    return terms.size() == 1 ? card : segment.days() + "/" + days(terms) + " of (" + card + ")";
  }

  /**
   * The same step by step, each with its exact value in minor units; the last one comes to the
   * amount due.
   */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (TermsSegment segment : terms) {
      steps.addAll(netSteps(segment));
      RoyaltyBasis base = base(report, segment, pricing);
      steps.addAll(segment.offer().rateCard().steps(base));
      if (terms.size() > 1) {
        Ratio weight = Ratio.of(segment.days(), days(terms));
        String text =
            segment.days()
                + " of "
                + days(terms)
                + " days of it, "
                + segment.from()
                + " to "
                + segment.to();
        steps.add(new Step(text, segment.offer().rateCard().exactMinorUnits(base).times(weight)));
      }
    }
    if (terms.size() > 1) {
      steps.add(new Step("the sum over the days", exact));
    }
    Ratio due = new Ratio(minorUnits(), BigInteger.ONE);
    if (!exact.equals(due)) {
      steps.add(new Step("rounded to the unit, a half to the even one", due));
    }
    return steps;
  }

  /** How net revenue came about, where deductions were reported. */
  private List<Step> netSteps(TermsSegment segment) {
    NetRevenue revenue = NetRevenue.of(report, segment.offer());
    if (revenue.taken().isEmpty()) {
      return List.of();
    }
    String less =
        revenue.taken().stream()
            .map(deduction -> deduction.amount() + " " + deduction.name())
            .collect(Collectors.joining(" and "));
    Ratio net = Ratio.ONE.ofMinorUnits(revenue.net());
    return List.of(new Step("net: " + report.gross() + " less " + less, net));
  }

  private static RoyaltyBasis base(RevenueReport report, TermsSegment segment, Pricing pricing) {
    return new RoyaltyBasis(
        NetRevenue.of(report, segment.offer()).net(),
        report.units(),
        segment.licensee(),
        pricing.level(),
        pricing.trustShare());
  }

  private static long days(List<TermsSegment> terms) {
    return terms.stream().mapToLong(TermsSegment::days).sum();
  }
}
