package org.estover.licensing.terms;

import java.util.Map;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.payout.Payout;

/** The wording of what payouts refuse. */
final class PayoutErrors {

  private PayoutErrors() {}

  static TermsRefusedException otherThresholds(Payout known, Map<String, Money> asked) {
    return new TermsRefusedException(
        "the payout to "
            + known.period()
            + " ("
            + known.id()
            + ") was made with the thresholds "
            + known.thresholds().values()
            + ", and this says "
            + asked.values()
            + ": repeat those; what was carried forward is paid with a later month");
  }

  static TermsRefusedException notInTheBank(Money total, Money bank) {
    return new TermsRefusedException(
        "rights holders are owed "
            + total
            + " and "
            + bank
            + " is in the bank: record what developers paid first (\"estover pay --received\"), or"
            + " raise the threshold; nothing was paid");
  }

  static TermsRefusedException beforeItsEnd(Period period, Object day) {
    return new TermsRefusedException(
        "the payout to "
            + period
            + " cannot be made on "
            + day
            + ", before the month has ended: choose a day after "
            + period.lastDay());
  }
}
