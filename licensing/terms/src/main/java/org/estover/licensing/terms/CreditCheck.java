package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.statement.Basis;
import org.estover.licensing.terms.statement.Earning;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Settlement;
import org.estover.licensing.terms.statement.Statement;

/**
 * Refuses what would make a month's amount due less than credit notes took off it: a credit note of
 * more than is left is refused as well, so that either order of both ends alike, and no account
 * gives up what it does not have.
 */
final class CreditCheck {

  private CreditCheck() {}

  /** Refuses a corrected report that would leave less than nothing of its month. */
  static void require(TrustState state, Register register, RevenueReport asked) throws IOException {
    Optional<Statement> issued = register.statementOf(asked.agreementId(), asked.period());
    if (issued.isEmpty() || !takenOff(register, issued.get())) {
      return;
    }
    try (CreditedTokens tokens = new CreditedTokens(register, state.releases())) {
      Basis basis =
          new Bases(register, tokens)
              .of(asked.agreementId(), asked.period(), Statement.TERMS_VERSION);
      Statement corrected =
          Settlement.of(
              corrected(basis, asked), register.partyIds().orElseThrow(Errors::saltErased));
      require(register, issued.get(), corrected);
    }
  }

  private static Basis corrected(Basis basis, RevenueReport asked) {
    List<Earning> earnings = new ArrayList<>();
    for (Earning earning : basis.earnings()) {
      boolean replaced = asked.replaces().equals(idOf(earning));
      earnings.add(
          replaced
              ? new Earning(
                  asked,
                  earning.modelId(),
                  earning.trained(),
                  earning.trainingRuns(),
                  earning.credit())
              : earning);
    }
    return new Basis(
        basis.trust(),
        basis.developer(),
        basis.agreementId(),
        basis.period(),
        basis.terms(),
        basis.key(),
        earnings,
        basis.history(),
        basis.logSize());
  }

  private static String idOf(Earning earning) {
    return new Reported(earning.modelId(), earning.report()).id();
  }

  /** Refuses a statement in place of another one of which less than nothing would be left. */
  static void require(Register register, Statement issued, Statement computed)
      throws TermsRefusedException {
    Money left = computed.due();
    Money credited = Money.zero(left.currency());
    for (Charge charge : Charges.of(register, issued)) {
      if (!charge.kind().isLate()) {
        left = left.plus(charge.signed());
        credited = credited.minus(charge.signed());
      }
    }
    if (left.isNegative() && !credited.isNegative()) {
      throw SettledErrors.lessThanCredited(issued, computed.due(), credited, left.negated());
    }
  }

  private static boolean takenOff(Register register, Statement issued) {
    return Charges.of(register, issued).stream()
        .anyMatch(charge -> charge.kind() == Charge.Kind.CREDIT_NOTE);
  }
}
