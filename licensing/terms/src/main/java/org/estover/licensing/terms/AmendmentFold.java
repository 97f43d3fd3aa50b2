package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.AgreementAmended;
import org.estover.ledger.log.AgreementEnded;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantEnded;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.GrantEnd;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.TermsSegment;

/** How agreements were amended and ended, and which of their grants ended. */
final class AmendmentFold implements FactFold {

  /** By id, in log order; of two that begin on one day the later one counts. */
  final Map<String, Amendment> amendments = new LinkedHashMap<>();

  /** The ends of agreements, by agreement. */
  final Map<String, AgreementEnd> ends = new LinkedHashMap<>();

  /** The ends of grants, by grant. */
  final Map<String, GrantEnd> grantEnds = new LinkedHashMap<>();

  /**
   * By what a developer is licensed.
   *
   * @param offerId the offer whose terms hold
   * @param licensee as what
   */
  record Terms(String offerId, LicenseeClass licensee) {}

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof GrantEnded ended) {
      grantEnds.putIfAbsent(ended.grantId(), end(ended.grantId(), logged));
    }
    if (logged.erased()) {
      return;
    }
    if (fact instanceof AgreementAmended amended) {
      amendments.put(
          amended.amendmentId(),
          Amendment.fromJson(amended.agreementId(), amended.offerId(), logged.payload().content()));
    } else if (fact instanceof AgreementEnded ended) {
      ends.putIfAbsent(
          ended.agreementId(),
          AgreementEnd.fromJson(ended.agreementId(), logged.payload().content()));
    }
  }

  /** An end whose day was erased is an end all the same: nothing is trained under it. */
  private static GrantEnd end(String grantId, LoggedFact logged) {
    return logged.erased()
        ? new GrantEnd(grantId, LocalDate.MIN, "")
        : GrantEnd.fromJson(grantId, logged.payload().content());
  }

  /** The last day of training under a grant that ended, or whose agreement was ended. */
  Optional<LocalDate> lastDay(Grant grant) {
    GrantEnd end = grantEnds.get(grant.id());
    AgreementEnd whole = ends.get(grant.agreementId());
    return Stream.concat(
            Optional.ofNullable(end).map(GrantEnd::lastDay).stream(),
            Optional.ofNullable(whole).map(AgreementEnd::lastDay).stream())
        .min(LocalDate::compareTo);
  }

  /** The last day of an agreement as far as it is known, or empty while it is open-ended. */
  Optional<LocalDate> lastDay(Agreement agreement) {
    AgreementEnd end = ends.get(agreement.id());
    return end == null ? agreement.until() : Optional.of(end.lastDay());
  }

  /** Which terms hold on which days of a period; none where the agreement does not. */
  List<TermsSegment> terms(Agreement agreement, Period period, Map<String, Offer> offers) {
    LocalDate first = later(period.firstDay(), agreement.from());
    LocalDate last =
        lastDay(agreement).filter(day -> day.isBefore(period.lastDay())).orElse(period.lastDay());
    NavigableMap<LocalDate, Amendment> changes = changes(agreement);
    List<TermsSegment> segments = new ArrayList<>();
    for (LocalDate from = first; !from.isAfter(last); ) {
      LocalDate next = changes.higherKey(from);
      LocalDate to = next == null || next.isAfter(last) ? last : next.minusDays(1);
      Terms terms = on(agreement, from);
      Offer offer = offers.get(terms.offerId());
      if (offer == null) {
        return List.of();
      }
      segments.add(new TermsSegment(offer, terms.licensee(), from, to));
      from = to.plusDays(1);
    }
    return segments;
  }

  /** The amendment that counts of those that begin on a day, of which there is one. */
  Amendment counting(Agreement agreement, LocalDate day) {
    return Objects.requireNonNull(changes(agreement).get(day));
  }

  /** The terms that hold in the end, as far as it is agreed on. */
  Terms last(Agreement agreement) {
    return on(agreement, LocalDate.MAX);
  }

  /** All terms that hold on a day or on later ones, as far as it is agreed on. */
  List<Terms> from(LocalDate day, Agreement agreement) {
    List<Terms> terms = new ArrayList<>(List.of(on(agreement, later(day, agreement.from()))));
    for (LocalDate change : changes(agreement).tailMap(day, false).keySet()) {
      terms.add(on(agreement, change));
    }
    return terms;
  }

  /** The terms of a day on which the agreement holds. */
  Terms on(Agreement agreement, LocalDate day) {
    Map.Entry<LocalDate, Amendment> change = changes(agreement).floorEntry(day);
    return change == null
        ? new Terms(agreement.offerId(), agreement.licensee())
        : new Terms(change.getValue().offerId(), change.getValue().licensee());
  }

  private NavigableMap<LocalDate, Amendment> changes(Agreement agreement) {
    NavigableMap<LocalDate, Amendment> changes = new TreeMap<>();
    String id = agreement.id();
    amendments.values().stream()
        .filter(amendment -> amendment.agreementId().equals(id))
        .forEach(amendment -> changes.put(amendment.from(), amendment));
    return changes;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
