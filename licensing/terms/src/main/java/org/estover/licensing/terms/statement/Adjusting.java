package org.estover.licensing.terms.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Recoupment;
import org.estover.licensing.terms.statement.Adjustment.Kind;

/**
 * Computes what stands between the amount due on a statement and what is to be paid.
 *
 * <p>An offer's advance is asked for once, on the first statement under its terms. Amounts due are
 * recouped from what all statements of the agreement asked for ahead, less what those of other
 * months recouped.
 */
final class Adjusting {

  private final Basis basis;
  private final Money due;
  private final List<Adjustment> adjustments = new ArrayList<>();

  private Adjusting(Basis basis, Money due) {
    this.basis = basis;
    this.due = due;
  }

  static List<Adjustment> of(Basis basis, Money due) {
    Adjusting adjusting = new Adjusting(basis, due);
    adjusting.advances();
    adjusting.recoup();
    adjusting.revise();
    basis.history().charges().stream()
        .filter(charge -> charge.amount().currency().equals(due.currency()))
        .forEach(adjusting.adjustments::add);
    return List.copyOf(adjusting.adjustments);
  }

  private void advances() {
    Set<String> asked = new TreeSet<>();
    for (Statement other : basis.history().others()) {
      for (Adjustment adjustment : other.adjustments()) {
        if (adjustment.kind() == Kind.ADVANCE) {
          asked.add(adjustment.about());
        }
      }
    }
    for (TermsSegment segment : basis.terms()) {
      Offer offer = segment.offer();
      Optional<Money> advance = offer.rateCard().advance();
      if (advance.isPresent() && asked.add(offer.id())) {
        adjustments.add(
            new Adjustment(
                Kind.ADVANCE,
                offer.id(),
                advance.get(),
                "advance of " + advance.get() + " under " + offer.id()));
      }
    }
  }

  private void recoup() {
    Money ahead = total(Kind.ADVANCE, adjustments);
    Money before = Money.zero(due.currency());
    for (Statement other : basis.history().others()) {
      if (other.currency().equals(due.currency())) {
        ahead = ahead.plus(total(Kind.ADVANCE, other.adjustments()));
        before = before.minus(total(Kind.RECOUPED, other.adjustments()));
      }
    }
    Recoupment recoupment = Recoupment.of(ahead, before, due);
    if (!recoupment.recouped().isZero()) {
      adjustments.add(
          new Adjustment(
              Kind.RECOUPED,
              basis.agreementId(),
              recoupment.recouped().negated(),
              "recouped: the lesser of " + due + " due and " + left(ahead, before) + " ahead"));
    }
  }

  private static Money left(Money ahead, Money before) {
    return ahead.compareTo(before) > 0 ? ahead.minus(before) : Money.zero(ahead.currency());
  }

  private void revise() {
    Optional<Statement> before = basis.history().before();
    if (before.isPresent() && before.get().currency().equals(due.currency())) {
      adjustments.add(
          new Adjustment(
              Kind.REVISED,
              before.get().id(),
              before.get().asked().negated(),
              "less what " + before.get().id() + " asked for"));
    }
  }

  private Money total(Kind kind, List<Adjustment> all) {
    Money sum = Money.zero(due.currency());
    for (Adjustment adjustment : all) {
      sum = adjustment.kind() == kind ? sum.plus(adjustment.amount()) : sum;
    }
    return sum;
  }
}
