package org.estover.licensing.terms.receivable;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.statement.Statement;

/**
 * What a developer was asked for a month under an agreement, and what was paid of it.
 *
 * <p>Principal is what statements and true-ups asked for, less credit notes; late fees stand beside
 * it and bear no fee themselves. Grows while payments are counted; not thread-safe.
 */
public final class Receivable {

  private record Dated(LocalDate day, Money amount) {}

  private final Statement last;
  private final List<Dated> asked = new ArrayList<>();
  private final List<Dated> paid = new ArrayList<>();
  private Money takenOff;
  private Money fees;
  private Money feesPaid;

  /**
   * Of the statements of a month.
   *
   * @param statements at least one, in the order of their numbers, all in one currency
   * @param charges those on any of them
   */
  Receivable(List<Statement> statements, List<Charge> charges) {
    this.last = statements.get(statements.size() - 1);
    Money zero = Money.zero(last.currency());
    this.takenOff = zero;
    this.fees = zero;
    this.feesPaid = zero;
    Money before = zero;
    for (Statement statement : statements) {
      add(statement.revision().effective(), statement.asked().minus(before));
      before = statement.asked();
    }
    for (Charge charge : charges) {
      if (charge.kind().isLate()) {
        fees = fees.plus(charge.signed());
      } else {
        add(charge.day(), charge.signed());
      }
    }
  }

  private void add(LocalDate day, Money amount) {
    if (amount.isNegative()) {
      takenOff = takenOff.minus(amount);
    } else if (!amount.isZero()) {
      asked.add(new Dated(day, amount));
    }
  }

  /** Takes as much of a payment as is open; what is left is for others. */
  Money payPrincipal(LocalDate day, Money amount) {
    Money taken = lesser(amount, openPrincipal());
    if (!taken.isZero()) {
      paid.add(new Dated(day, taken));
    }
    return amount.minus(taken);
  }

  Money payFees(Money amount) {
    Money taken = lesser(amount, fees.minus(feesPaid));
    feesPaid = feesPaid.plus(taken);
    return amount.minus(taken);
  }

  /** The last statement of the month. */
  public Statement statement() {
    return last;
  }

  /** The month. */
  public Period period() {
    return last.period();
  }

  /** What was asked for, without late fees. */
  public Money principal() {
    Money sum = sum(asked);
    return sum.compareTo(takenOff) > 0 ? sum.minus(takenOff) : Money.zero(sum.currency());
  }

  /** What was taken off beyond what was asked for; it is the developer's. */
  public Money over() {
    return takenOff.minus(lesser(takenOff, sum(asked)));
  }

  /** Late fees charged. */
  public Money fees() {
    return fees;
  }

  /** What was paid of both. */
  public Money paid() {
    return sum(paid).plus(feesPaid);
  }

  /** What is open of both. */
  public Money open() {
    return openPrincipal().plus(fees.minus(feesPaid));
  }

  private Money openPrincipal() {
    return principal().minus(lesser(principal(), sum(paid)));
  }

  /** What was open how long beyond its last day of payment, up to the end of a day. */
  public LateFee lateFee(LateTerms terms, LocalDate until) {
    TreeSet<LocalDate> days = new TreeSet<>();
    asked.forEach(each -> days.add(each.day().plusDays(terms.daysToPay())));
    paid.forEach(each -> days.add(each.day()));
    days.add(until);
    List<LateFee.Late> late = new ArrayList<>();
    for (LocalDate from : days.headSet(until)) {
      LocalDate to = days.higher(from);
      Money principal = lateAfter(from, terms.daysToPay());
      if (to != null && !principal.isZero()) {
        late.add(new LateFee.Late(principal, ChronoUnit.DAYS.between(from, to)));
      }
    }
    return new LateFee(terms, late, fees);
  }

  /** What is late from the day after one on: due by then, and neither paid nor taken off. */
  private Money lateAfter(LocalDate day, int daysToPay) {
    Money open = Money.zero(last.currency());
    for (Dated each : asked) {
      open = each.day().plusDays(daysToPay).isAfter(day) ? open : open.plus(each.amount());
    }
    open = open.minus(lesser(open, takenOff));
    for (Dated each : paid) {
      open = each.day().isAfter(day) ? open : open.minus(lesser(open, each.amount()));
    }
    return open;
  }

  private Money sum(List<Dated> all) {
    Money sum = Money.zero(last.currency());
    for (Dated each : all) {
      sum = sum.plus(each.amount());
    }
    return sum;
  }

  private static Money lesser(Money one, Money other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
