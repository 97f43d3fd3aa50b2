package org.estover.licensing.terms.statement;

import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.Money;

/** Computes what stands between the amount due on a statement and what is to be paid. */
final class Adjusting {

  private Adjusting() {}

  static List<Adjustment> of(Basis basis, Money due) {
    List<Adjustment> adjustments = new ArrayList<>();
    basis
        .history()
        .before()
        .ifPresent(
            before ->
                adjustments.add(
                    new Adjustment(
                        Adjustment.Kind.REVISED,
                        before.id(),
                        before.asked().negated(),
                        "less what " + before.id() + " asked for")));
    basis.history().charges().stream()
        .filter(charge -> charge.amount().currency().equals(due.currency()))
        .forEach(adjustments::add);
    return adjustments;
  }
}
