package org.estover.licensing.terms.obligation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Offer;

/**
 * Net revenue under an offer: {@code max(0, gross - sum of min(deduction, cap))}. Deductions of one
 * name are capped together, so that splitting one up gains nothing.
 *
 * @param net zero or more
 * @param taken the deductions as they count, by name, in the order of the report
 */
public record NetRevenue(Money net, List<Deduction> taken) {

  public NetRevenue {
    taken = List.copyOf(taken);
  }

  /** The net revenue of a report whose deductions an offer allows. */
  public static NetRevenue of(RevenueReport report, Offer offer) {
    Map<String, AllowedDeduction> allowed = new TreeMap<>();
    offer.deductions().forEach(deduction -> allowed.put(deduction.name(), deduction));
    Money left = report.gross();
    List<Deduction> taken = new ArrayList<>();
    for (Map.Entry<String, Money> claimed : claimed(report).entrySet()) {
      Money amount = claimed.getValue();
      if (!allowed.isEmpty()) {
        AllowedDeduction bound = allowed.get(claimed.getKey());
        Money cap = bound == null ? Money.zero(left.currency()) : bound.cap(report.gross());
        amount = lesser(amount, cap);
      }
      taken.add(new Deduction(claimed.getKey(), amount));
      left = left.minus(lesser(amount, left));
    }
    return new NetRevenue(left, taken);
  }

  /** What was reported by name; no sum needs to be above gross revenue to take all of it. */
  private static Map<String, Money> claimed(RevenueReport report) {
    Map<String, Money> claimed = new LinkedHashMap<>();
    for (Deduction deduction : report.deductions()) {
      Money before =
          claimed.getOrDefault(deduction.name(), Money.zero(deduction.amount().currency()));
      Money room = report.gross().minus(lesser(before, report.gross()));
      claimed.put(deduction.name(), before.plus(lesser(deduction.amount(), room)));
    }
    return claimed;
  }

  private static Money lesser(Money one, Money other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
