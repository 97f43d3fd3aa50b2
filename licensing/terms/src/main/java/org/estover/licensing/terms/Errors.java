package org.estover.licensing.terms;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.jspecify.annotations.Nullable;

/** The wording of this package's refusals. */
final class Errors {

  private static final int NAMED_AT_MOST = 10;

  private Errors() {}

  static TermsRefusedException notFounded() {
    return new TermsRefusedException(
        "the ledger belongs to no trust yet: found one first (\"estover ledger init\")");
  }

  static TermsRefusedException foundedAs(String name, String asked) {
    return new TermsRefusedException(
        "the ledger belongs to the trust \""
            + name
            + "\" and not to \""
            + asked
            + "\": use that name, or another ledger");
  }

  static TermsRefusedException saltErased() {
    return new TermsRefusedException(
        "the salt of party ids was erased from the vault: no party can be named any more, and"
            + " nothing new can be recorded");
  }

  static TermsRefusedException unknown(String what, String id, Collection<String> known) {
    String those =
        known.isEmpty()
            ? "there is none yet"
            : "known are "
                + known.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "))
                + (known.size() > NAMED_AT_MOST ? ", ... (" + known.size() + " in all)" : "");
    return new TermsRefusedException("no " + what + " has the id \"" + id + "\": " + those);
  }

  static TermsRefusedException notADeveloper(String partyId, String role) {
    return new TermsRefusedException(
        "party " + partyId + " is registered as " + role + ": only a developer signs an agreement");
  }

  static TermsRefusedException releaseNotStored(String releaseId, Path root) {
    return new TermsRefusedException(
        "release "
            + releaseId
            + " is not in "
            + root
            + ": publish its folder again, or import it there");
  }

  static TermsRefusedException orderNotStored(String orderId, Path file) {
    return new TermsRefusedException(
        file
            + ": the derived order "
            + orderId
            + " of a training run is not there: register the training again with its file, or copy"
            + " it there");
  }

  static DamagedReleaseException otherOrder(Path file, String orderId, String found) {
    return new DamagedReleaseException(
        file
            + ": it says the order "
            + found
            + " and its name is "
            + orderId
            + ": it was changed; put the order's own file there");
  }

  static DamagedReleaseException damagedRelease(Path folder, String first, int findings) {
    return new DamagedReleaseException(
        folder
            + ": the release is damaged and was not published; "
            + (findings == 1 ? "" : "first of " + findings + " findings: ")
            + first);
  }

  static DamagedReleaseException damagedCopy(Path folder, String first) {
    return new DamagedReleaseException(
        folder
            + ": this copy of a published release is damaged, and nothing was entered: "
            + first
            + ". Remove that folder, and publish it again from a sound copy");
  }

  static TermsRefusedException beyondTheBooks(RevenueReport report, BigInteger due) {
    String currency = report.gross().currency();
    return new TermsRefusedException(
        "revenue of "
            + report.net()
            + " net in "
            + report.period()
            + " under "
            + report.agreementId()
            + ": with it, "
            + Money.text(due, currency)
            + " would be due to the trust in all, and an account of the books holds at most "
            + Money.of(Long.MAX_VALUE, currency)
            + ": correct the amount");
  }

  static TermsRefusedException purpose(String purpose, Offer offer) {
    return new TermsRefusedException(
        "offer \""
            + offer.name()
            + "\" does not allow the purpose \""
            + purpose
            + "\": it allows "
            + String.join(", ", offer.purposes()));
  }

  private static String documents(long count) {
    return count == 1 ? "1 document" : count + " documents";
  }

  static TermsRefusedException tooManySteps(
      String dataId, long steps, long sequencesPerStep, long positions) {
    return new TermsRefusedException(
        steps
            + " steps of "
            + sequencesPerStep
            + " sequences are more than the "
            + positions
            + " sequences in the order of "
            + dataId
            + ": at most "
            + positions / sequencesPerStep
            + " steps fit");
  }

  static IllegalStateException usageDoesNotAddUp(String dataId, long counted, long billed) {
    return new IllegalStateException(
        "usage over "
            + dataId
            + " counts "
            + counted
            + " tokens and steps x"
            + " sequences x length gives "
            + billed);
  }

  static TermsRefusedException outsideAgreement(
      String agreementId, LocalDate from, @Nullable LocalDate lastDay, Period period) {
    return new TermsRefusedException(
        "agreement "
            + agreementId
            + " holds from "
            + from
            + " to "
            + (lastDay == null ? "open end" : lastDay)
            + " and not in "
            + period
            + ": report revenue for a period it covers");
  }

  static TermsRefusedException otherReport(
      RevenueReport current, RevenueReport asked, @Nullable Statement issued) {
    String id = current.id();
    return new TermsRefusedException(
        current.period()
            + " was reported already: "
            + current.text()
            + " ("
            + id
            + "), and this says "
            + asked.text()
            + ": "
            + "correct it with \"--replaces "
            + id
            + "\", or repeat what was reported"
            + (issued == null
                ? ""
                : "; statement " + issued.id() + " of that period is revised then"));
  }

  static TermsRefusedException notTheReport(
      String replaces, String agreementId, Period period, @Nullable RevenueReport current) {
    return new TermsRefusedException(
        "no revenue report of "
            + period
            + " that counts under "
            + agreementId
            + " has the id \""
            + replaces
            + "\": "
            + counting(replaces, current));
  }

  private static String counting(String replaces, @Nullable RevenueReport current) {
    if (current == null) {
      return "there is none yet";
    }
    String counts = current.id() + ", " + current.text();
    return current.replaces().equals(replaces)
        ? "it was replaced by " + counts
        : "that is " + counts;
  }

  static TermsRefusedException otherOffer(Offer known, Offer asked) {
    Map<String, Object> terms = known.toJson().members();
    String differences =
        asked.toJson().members().entrySet().stream()
            .filter(term -> !term.getValue().equals(terms.get(term.getKey())))
            .map(
                term ->
                    term.getKey() + " " + terms.get(term.getKey()) + " is not " + term.getValue())
            .collect(Collectors.joining("; "));
    return new TermsRefusedException(
        "offer \""
            + known.name()
            + "\" exists already ("
            + known.id()
            + ") with other terms: "
            + differences
            + ". Terms never change: repeat them, or choose another name");
  }

  static TermsRefusedException otherContact(Party party) {
    return new TermsRefusedException(
        "\""
            + party.name()
            + "\" is registered already ("
            + party.id()
            + ") with another contact: leave the contact out, or repeat the one that was given");
  }

  static TermsRefusedException otherStatement(Statement recorded, String sha256) {
    return new TermsRefusedException(
        "statement "
            + recorded.id()
            + " was issued with SHA-256 "
            + recorded.sha256()
            + " and now follows as "
            + sha256
            + ": the ledger or this program is damaged; run \"estover ledger verify\"");
  }

  static TermsRefusedException holdsWithdrawn(String releaseId, List<String> held) {
    return new TermsRefusedException(
        "release "
            + releaseId
            + " holds "
            + documents(held.stream().distinct().count())
            + " that were taken down, first "
            + held.get(0)
            + ": run the plan again with this ledger, so that they are filtered out");
  }

  static TermsRefusedException noSuchStep(String trainingRunId, long step, long steps) {
    return new TermsRefusedException(
        trainingRunId
            + " takes "
            + steps
            + " steps, so it has no weights after step "
            + step
            + ": give a number from 0 to "
            + steps);
  }

  static TermsRefusedException oneDigestAtTwoSteps(ModelCheckpoint known, long step) {
    return new TermsRefusedException(
        known.trainingRunId()
            + " had the weights "
            + known.weightsSha256()
            + " after step "
            + known.step()
            + ", so not after step "
            + step
            + ": nothing was recorded; check which file belongs to which step");
  }
}
