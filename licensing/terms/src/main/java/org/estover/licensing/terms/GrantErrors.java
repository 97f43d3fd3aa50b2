package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.GrantEnd;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.usage.UsageLine;
import org.jspecify.annotations.Nullable;

/** The wording of refusals about what a grant opens. */
final class GrantErrors {

  private static final int NAMED_AT_MOST = 10;

  private GrantErrors() {}

  static TermsRefusedException outsideGrant(
      Grant grant, Offer offer, Map<String, GrantCheck.Refused> refused) {
    return new TermsRefusedException(
        "release "
            + grant.releaseId()
            + " holds "
            + documents(count(refused))
            + " that a grant under offer \""
            + offer.name()
            + "\" must not open: "
            + kinds(refused)
            + ". The offer admits licenses "
            + offer.scope().licenses()
            + (offer.scope().excluded().isEmpty() ? "" : " but " + offer.scope().excluded())
            + " and rights "
            + offer.scope().rights()
            + ": grant a slice without them (--source, --license-class), sign an offer that admits"
            + " them, or publish a release without them");
  }

  static TermsRefusedException notGrantable(
      String releaseId, Map<String, GrantCheck.Refused> refused) {
    return new TermsRefusedException(
        "release "
            + releaseId
            + " holds "
            + documents(count(refused))
            + " that nobody may train on, and was not published: "
            + kinds(refused)
            + ". Seal a release without them: the rights rules of a plan drop them");
  }

  private static long count(Map<String, GrantCheck.Refused> refused) {
    return refused.values().stream().mapToLong(GrantCheck.Refused::count).sum();
  }

  private static String kinds(Map<String, GrantCheck.Refused> refused) {
    return refused.entrySet().stream()
            .limit(NAMED_AT_MOST)
            .map(kind -> kind(kind.getKey(), kind.getValue()))
            .collect(Collectors.joining("; "))
        + (refused.size() > NAMED_AT_MOST ? "; ... (" + refused.size() + " kinds)" : "");
  }

  private static String kind(String kind, GrantCheck.Refused refused) {
    long more = refused.count() - refused.first().size();
    return documents(refused.count())
        + " under "
        + kind
        + ": "
        + String.join(", ", refused.first())
        + (more == 0 ? "" : " and " + more + " more");
  }

  private static String documents(long count) {
    return count == 1 ? "1 document" : count + " documents";
  }

  static TermsRefusedException otherEnd(GrantEnd known, GrantEnd asked) {
    return new TermsRefusedException(
        "grant "
            + known.grantId()
            + " was ended already, with "
            + day(known.lastDay())
            + " as its last day (\""
            + known.reason()
            + "\"), and this says "
            + asked.lastDay()
            + " (\""
            + asked.reason()
            + "\"): it ends once");
  }

  static TermsRefusedException trainedAfter(
      String grantId, LocalDate lastDay, String run, @Nullable LocalDate day) {
    return new TermsRefusedException(
        "grant "
            + grantId
            + " was ended, with "
            + day(lastDay)
            + " as its last day, and training run \""
            + run
            + "\" is "
            + (day == null ? "of no day that was said" : "of " + day)
            + ": nothing was registered; say the day on which it was done, or train under another"
            + " grant");
  }

  static TermsRefusedException trainedAfterTerm(
      String agreementId, LocalDate lastDay, String run, @Nullable LocalDate day) {
    return new TermsRefusedException(
        "agreement "
            + agreementId
            + " holds to "
            + lastDay
            + ", its last day, and training run \""
            + run
            + "\" is "
            + (day == null ? "of no day that was said" : "of " + day)
            + ": nothing was registered; say the day on which it was done, or train under another"
            + " agreement");
  }

  /** A last day; of an end whose words were erased none is known. */
  private static String day(LocalDate lastDay) {
    return lastDay.equals(LocalDate.MIN) ? "a day that was erased" : lastDay.toString();
  }

  static TermsRefusedException emptySlice(Grant grant) {
    return new TermsRefusedException(
        "release "
            + grant.releaseId()
            + " has no document in "
            + grant.slice().text()
            + ": nothing would be granted; check sources and classes of licenses");
  }

  static TermsRefusedException outsideSlice(Grant grant, String dataId, Map<String, Long> read) {
    String kinds =
        read.entrySet().stream()
            .limit(NAMED_AT_MOST)
            .map(kind -> kind.getValue() + " tokens of " + kind.getKey())
            .collect(Collectors.joining("; "));
    return new TermsRefusedException(
        "grant "
            + grant.id()
            + " opens "
            + grant.slice().text()
            + ", and a training over "
            + dataId
            + " reads beyond it: "
            + kinds
            + (read.size() > NAMED_AT_MOST ? "; ... (" + read.size() + " kinds)" : "")
            + ". Train on an order without those documents (\"estover order derive\" with"
            + " --without-source, --without-license-class or --without-host), or on a release that"
            + " has none of them");
  }

  static String kind(UsageLine line) {
    return "source "
        + line.source()
        + " under "
        + (line.license().isEmpty() ? "no stated license" : line.license());
  }
}
