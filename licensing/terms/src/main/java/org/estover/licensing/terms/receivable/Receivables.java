package org.estover.licensing.terms.receivable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.statement.Statement;

/**
 * What a developer owes in a currency, month by month, after what was paid.
 *
 * <p>Payments are counted in the order of their days, each to the oldest month that is open: all
 * principal first, so that late fees stop soonest, then the fees. What is left is the developer's,
 * and counts to the next month that is stated.
 *
 * @param months in the order of months, then of agreements
 * @param ahead what was paid beyond all of it
 */
public record Receivables(List<Receivable> months, Money ahead) {

  public Receivables {
    months = List.copyOf(months);
  }

  /**
   * The receivables of one developer.
   *
   * @param statements all of its statements, those that were revised as well
   * @param charges all of its charges
   * @param payments all of its payments, in log order
   */
  public static Receivables of(
      String currency, List<Statement> statements, List<Charge> charges, List<Payment> payments) {
    Map<String, List<Statement>> byMonth = new TreeMap<>();
    for (Statement statement : statements) {
      if (statement.currency().equals(currency)) {
        byMonth
            .computeIfAbsent(
                statement.period() + " " + statement.agreementId(), key -> new ArrayList<>())
            .add(statement);
      }
    }
    List<Receivable> months = new ArrayList<>();
    for (List<Statement> month : byMonth.values()) {
      List<String> ids = month.stream().map(Statement::id).toList();
      months.add(
          new Receivable(
              month, charges.stream().filter(c -> ids.contains(c.statementId())).toList()));
    }
    Money ahead = Money.zero(currency);
    for (Receivable month : months) {
      ahead = ahead.plus(month.over());
    }
    List<Payment> inOrder =
        payments.stream()
            .filter(payment -> payment.amount().currency().equals(currency))
            .sorted(Comparator.comparing(Payment::day))
            .toList();
    for (Payment payment : inOrder) {
      Money left = payment.amount();
      for (Receivable month : months) {
        left = month.payPrincipal(payment.day(), left);
      }
      for (Receivable month : months) {
        left = month.payFees(left);
      }
      ahead = ahead.plus(left);
    }
    return new Receivables(months, ahead);
  }

  /** What is open in all, less what was paid ahead: below zero, it is the developer's. */
  public Money balance() {
    Money sum = ahead.negated();
    for (Receivable month : months) {
      sum = sum.plus(month.open());
    }
    return sum;
  }
}
