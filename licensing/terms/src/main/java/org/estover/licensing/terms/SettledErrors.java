package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.receivable.Charge;
import org.estover.licensing.terms.receivable.Payment;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;

/** The wording of what is refused about payments, charges and the close of months. */
final class SettledErrors {

  private SettledErrors() {}

  static TermsRefusedException otherPayment(Payment known, Payment asked) {
    return new TermsRefusedException(
        "payment \""
            + known.reference()
            + "\" of that developer was received already ("
            + known.id()
            + "): "
            + known.text()
            + ", and this says "
            + asked.text()
            + ": repeat what was received, or give the other payment its own reference");
  }

  static TermsRefusedException otherCharge(Charge known, String asked) {
    return new TermsRefusedException(
        "the "
            + known.kind().word()
            + " \""
            + known.reference()
            + "\" on "
            + known.statementId()
            + " was charged already ("
            + known.id()
            + "): "
            + known.amount()
            + ", "
            + known.why()
            + "; and this says "
            + asked
            + ": repeat what was charged, or choose another reference");
  }

  static TermsRefusedException revisedSince(String statementId, Statement last) {
    return new TermsRefusedException(
        "statement "
            + statementId
            + " was revised: charge on "
            + last.id()
            + ", which counts in its place");
  }

  static TermsRefusedException correctedSince(Statement statement, Reported waiting) {
    return new TermsRefusedException(
        "report "
            + waiting.id()
            + " of "
            + statement.period()
            + " came after "
            + statement.id()
            + " and may leave less of it: run \"estover statement --period "
            + statement.period()
            + "\" first, and credit on what comes of it");
  }

  static TermsRefusedException otherCurrency(Statement statement, Money amount) {
    return new TermsRefusedException(
        "statement "
            + statement.id()
            + " is in "
            + statement.currency()
            + ", and "
            + amount
            + " is not: charge in the statement's currency");
  }

  static TermsRefusedException statedIn(Statement statement, RevenueReport report) {
    return new TermsRefusedException(
        "statement "
            + statement.id()
            + " of "
            + statement.period()
            + " is in "
            + statement.currency()
            + ", and revenue of "
            + report.gross()
            + " is not: report the month in that currency");
  }

  static TermsRefusedException reportedIn(Reported other, RevenueReport report) {
    return new TermsRefusedException(
        report.period()
            + " was reported in "
            + other.report().gross().currency()
            + " for model "
            + other.modelId()
            + ", and revenue of "
            + report.gross()
            + " is not: report a month in one currency");
  }

  static TermsRefusedException moreThanIsLeft(Statement statement, Money amount, Money left) {
    return new TermsRefusedException(
        "a credit note of "
            + amount
            + " on "
            + statement.id()
            + ", of which "
            + left
            + " is left after earlier ones: credit at most that");
  }

  static TermsRefusedException lessThanCredited(
      Statement issued, Money due, Money credited, Money missing) {
    return new TermsRefusedException(
        issued.period()
            + " of "
            + issued.agreementId()
            + " would be corrected to "
            + due
            + " due, and credit notes took "
            + credited
            + " off it, so less than nothing is left: take "
            + missing
            + " of them back first, \"estover charge true-up --statement "
            + issued.id()
            + " --amount '"
            + missing
            + "'\"");
  }

  static TermsRefusedException notOver(Period period, LocalDate today) {
    return new TermsRefusedException(
        period
            + " is not over on "
            + today
            + ": close it after "
            + period.lastDay()
            + ", for a month that is closed stays so");
  }

  static TermsRefusedException unsettled(Period period, List<Reported> reports) {
    Reported first = reports.get(0);
    return new TermsRefusedException(
        period
            + " cannot be closed: "
            + (reports.size() == 1 ? "a report waits" : reports.size() + " reports wait")
            + " for a statement, first "
            + first.id()
            + " of "
            + first.report().period()
            + ": run \"estover statement --period "
            + first.report().period()
            + "\" first");
  }
}
