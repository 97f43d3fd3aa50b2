package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.stream.Collectors;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.Statement;
import org.jspecify.annotations.Nullable;

/** The wording of refusals about offers, agreements and what is reported under them. */
final class LicenseErrors {

  private LicenseErrors() {}

  static String currency(Offer offer, Money gross) {
    return "offer \""
        + offer.name()
        + "\" has the rate card \""
        + offer.rateCard().canonical()
        + "\", which cannot price "
        + gross.currency()
        + ": report revenue in the currency of the card and of the caps on deductions";
  }

  static String deduction(Offer offer, Deduction deduction) {
    return "offer \""
        + offer.name()
        + "\" does not allow the deduction \""
        + deduction.name()
        + "\": it allows "
        + offer.deductions().stream().map(AllowedDeduction::text).collect(Collectors.joining(", "));
  }

  static String units(Offer offer, String unit) {
    return "offer \""
        + offer.name()
        + "\" has the rate card \""
        + offer.rateCard().canonical()
        + "\", which prices "
        + unit
        + ": report how many there were with \"--units "
        + unit
        + "=COUNT\"";
  }

  static TermsRefusedException needsNoRequest(Offer offer) {
    return new TermsRefusedException(
        "offer \"" + offer.name() + "\" is open to whoever signs it: sign it, without a request");
  }

  static TermsRefusedException notForClass(Offer offer, LicenseeClass licensee) {
    return new TermsRefusedException(
        "offer \""
            + offer.name()
            + "\" is not for licensees of class "
            + licensee.word()
            + ": it is for "
            + offer.conditions().licensees().stream()
                .map(LicenseeClass::word)
                .collect(Collectors.joining(", ")));
  }

  static TermsRefusedException foreignData(Offer offer) {
    return new TermsRefusedException(
        "offer \""
            + offer.name()
            + "\" is for models that train on the trust's releases only, and foreign data was"
            + " declared: sign an offer without that covenant, which prices training by the"
            + " trust's share of the tokens");
  }

  static TermsRefusedException foreignTokens(Offer offer, String run, long foreignTokens) {
    return new TermsRefusedException(
        "training run \""
            + run
            + "\" read "
            + foreignTokens
            + " foreign tokens, and offer \""
            + offer.name()
            + "\" is for models that train on the trust's releases only: register it under an"
            + " agreement without that covenant, which prices it by the trust's share");
  }

  static TermsRefusedException ended(AgreementEnd end) {
    return new TermsRefusedException(
        "agreement "
            + end.agreementId()
            + " was ended, with "
            + end.lastDay()
            + " as its last day: nothing more is granted under it");
  }

  static TermsRefusedException notAccepted(Offer offer, LicenseeClass licensee) {
    return new TermsRefusedException(
        "offer \""
            + offer.name()
            + "\" is signed by whom the trust accepted, and it accepted no request of this"
            + " developer as "
            + licensee.word()
            + ": request it with \"estover license request\", and have the trust decide");
  }

  static TermsRefusedException otherDecision(
      String requestId, LicenseDecision known, LicenseDecision asked) {
    return new TermsRefusedException(
        "request "
            + requestId
            + " was "
            + known.word()
            + " already (\""
            + known.reason()
            + "\"), and this says "
            + asked.word()
            + " (\""
            + asked.reason()
            + "\"): a decision stands; let the developer request again");
  }

  static TermsRefusedException outside(
      String agreementId, LocalDate from, @Nullable LocalDate last, LocalDate day) {
    return new TermsRefusedException(
        "agreement "
            + agreementId
            + " holds from "
            + from
            + " to "
            + (last == null ? "open end" : last)
            + " and not on "
            + day
            + ": choose a day on which it holds");
  }

  static TermsRefusedException stated(LocalDate from, Statement last) {
    return new TermsRefusedException(
        "terms from "
            + from
            + " on would reach back to "
            + last.period()
            + ", of which statement "
            + last.id()
            + " was issued: choose a day after "
            + last.period().lastDay());
  }

  static TermsRefusedException reportedAfter(LocalDate lastDay, RevenueReport report) {
    return new TermsRefusedException(
        "revenue of "
            + report.period()
            + " was reported under the agreement ("
            + report.id()
            + "), and it would end on "
            + lastDay
            + " before that: choose "
            + report.period().firstDay()
            + " or a later day");
  }

  static TermsRefusedException amendedSince(Amendment asked, Amendment counting) {
    return new TermsRefusedException(
        "amendment "
            + asked.id()
            + " was recorded, and then "
            + counting.id()
            + " from the same day, "
            + asked.from()
            + ", which counts (offer "
            + counting.offerId()
            + ", as "
            + counting.licensee().word()
            + "): to go back to the earlier terms, sign them again with another --text");
  }

  static TermsRefusedException otherEnd(AgreementEnd known, AgreementEnd asked) {
    return new TermsRefusedException(
        "agreement "
            + known.agreementId()
            + " was ended already, with "
            + known.lastDay()
            + " as its last day (\""
            + known.reason()
            + "\"), and this says "
            + asked.lastDay()
            + " (\""
            + asked.reason()
            + "\"): it ends once");
  }
}
