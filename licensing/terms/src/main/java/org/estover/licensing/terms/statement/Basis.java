package org.estover.licensing.terms.statement;

import java.util.List;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.party.Party;

/**
 * Everything that a statement follows from.
 *
 * @param trust the trust
 * @param developer who signed the agreement
 * @param agreementId the agreement
 * @param period the month of account
 * @param terms which terms hold on which days of the month, in order
 * @param key how amounts due are split, in force on the month's last day
 * @param earnings the revenue that is settled, at least one report
 * @param history what was stated before
 * @param logSize how many log entries all this was read from
 */
public record Basis(
    Party trust,
    Party developer,
    String agreementId,
    Period period,
    List<TermsSegment> terms,
    DistributionKey key,
    List<Earning> earnings,
    History history,
    long logSize) {

  public Basis {
    terms = List.copyOf(terms);
    earnings = List.copyOf(earnings);
    if (terms.isEmpty() || earnings.isEmpty()) {
      throw Errors.nothingToSettle(agreementId, period);
    }
  }
}
