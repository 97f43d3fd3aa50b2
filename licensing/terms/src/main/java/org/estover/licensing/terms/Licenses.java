package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.Append;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.AgreementAmended;
import org.estover.ledger.log.AgreementEnded;
import org.estover.ledger.log.AgreementSigned;
import org.estover.ledger.log.GrantEnded;
import org.estover.ledger.log.LicenseDecided;
import org.estover.ledger.log.LicenseRequested;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.GrantEnd;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.party.Developer;
import org.estover.licensing.terms.party.Party;

/**
 * What becomes of offers: requests and decisions, agreements, their amendments and their ends.
 *
 * <p>Commands are idempotent as those of {@link Trust}. Nothing reaches back into a period whose
 * statement was issued. Not thread-safe.
 */
public final class Licenses {

  private final TrustState state;

  Licenses(TrustState state) {
    this.state = state;
  }

  /**
   * Records that a developer asks to sign an offer.
   *
   * @throws TermsRefusedException if offer or developer is not known, the offer needs no request,
   *     or is not for developers of that class
   */
  public LicenseRequest request(LicenseRequest request) throws IOException {
    Register register = state.register();
    Offer offer = known("offer", register.offers, request.offerId());
    requireDeveloper(register, request.developerId());
    if (!offer.conditions().onRequest()) {
      throw LicenseErrors.needsNoRequest(offer);
    }
    LicenseCheck.requireClass(offer, request.licensee());
    state
        .ledger()
        .append(
            "request/" + request.id(),
            new LicenseRequested(request.id(), request.offerId(), request.developerId()),
            new VaultPayload(request.toJson(), List.of()));
    return request;
  }

  /**
   * Decides on a request, once.
   *
   * @throws TermsRefusedException if there is no such request, or it was decided otherwise
   */
  public LicenseDecision decide(String requestId, LicenseDecision decision) throws IOException {
    Register register = state.register();
    known("request", register.requests.requests, requestId);
    LicenseDecision known = register.requests.decisions.get(requestId);
    if (known != null) {
      if (!known.equals(decision)) {
        throw LicenseErrors.otherDecision(requestId, known, decision);
      }
      return known;
    }
    state
        .ledger()
        .append(
            "decision/" + requestId,
            new LicenseDecided(requestId, decision.word()),
            VaultPayload.of(Map.of("reason", decision.reason())));
    return decision;
  }

  /** Every request by its id, in log order. */
  public Map<String, LicenseRequest> requests() throws IOException {
    return Collections.unmodifiableMap(new LinkedHashMap<>(state.register().requests.requests));
  }

  /** The decision on a request, or empty while it waits. */
  public Optional<LicenseDecision> decision(String requestId) throws IOException {
    return Optional.ofNullable(state.register().requests.decisions.get(requestId));
  }

  /**
   * Refuses what {@link #sign} would refuse for its conditions, of a developer who need not be
   * registered yet.
   *
   * @throws TermsRefusedException if offer is not known, or the developer does not meet the offer's
   *     conditions
   */
  public void requireConditions(Agreement agreement) throws IOException {
    Register register = state.register();
    Offer offer = known("offer", register.offers, agreement.offerId());
    new LicenseCheck(register, agreement).requireConditions(offer, agreement.licensee());
  }

  /**
   * Records that a developer signed an offer.
   *
   * @throws TermsRefusedException if offer or developer is not known, or the developer does not
   *     meet the offer's conditions
   */
  public Agreement sign(Agreement agreement) throws IOException {
    Register register = state.register();
    Offer offer = known("offer", register.offers, agreement.offerId());
    requireDeveloper(register, agreement.developerId());
    LicenseCheck check = new LicenseCheck(register, agreement);
    check.requireConditions(offer, agreement.licensee());
    state
        .ledger()
        .append(
            "agreement/" + agreement.id(),
            new AgreementSigned(agreement.id(), agreement.offerId(), agreement.developerId()),
            new VaultPayload(agreement.toJson(), List.of()));
    return agreement;
  }

  /**
   * Records other terms for an agreement from a day on. Of two amendments from one day the later
   * recorded one counts; grants stay as they were given.
   *
   * @throws TermsRefusedException if agreement or offer is not known, the agreement does not hold
   *     on that day, a statement was issued for the day or a later one, revenue was reported that
   *     the new terms cannot price, the developer does not meet the offer's conditions, or another
   *     amendment from that day took this one's place
   */
  public Amendment amend(Amendment amendment) throws IOException {
    Register register = state.register();
    Agreement agreement = known("agreement", register.agreements, amendment.agreementId());
    Offer offer = known("offer", register.offers, amendment.offerId());
    if (register.amendments.amendments.containsKey(amendment.id())) {
      Amendment counting = register.amendments.counting(agreement, amendment.from());
      if (!amendment.equals(counting)) {
        throw LicenseErrors.amendedSince(amendment, counting);
      }
      return amendment;
    }
    LicenseCheck check = new LicenseCheck(register, agreement);
    check.requireHolds(amendment.from());
    check.requireNotStated(amendment.from());
    check.requireConditions(offer, amendment.licensee());
    check.requirePrices(offer, amendment.from());
    check.requireTrainingRuns(offer);
    new Granting(state).requireGrants(agreement, offer, amendment.licensee());
    state
        .ledger()
        .append(
            "amendment/" + amendment.id(),
            new AgreementAmended(amendment.id(), agreement.id(), offer.id()),
            new VaultPayload(amendment.toJson(), List.of()));
    return amendment;
  }

  /**
   * Ends an agreement before its term, once, and with it all of its grants.
   *
   * @throws TermsRefusedException if there is no such agreement, it does not hold on that day or
   *     was ended otherwise, or revenue was reported or stated for later days
   */
  public AgreementEnd end(AgreementEnd end) throws IOException {
    Register register = state.register();
    Agreement agreement = known("agreement", register.agreements, end.agreementId());
    AgreementEnd known = register.amendments.ends.get(agreement.id());
    if (known != null) {
      if (!known.equals(end)) {
        throw LicenseErrors.otherEnd(known, end);
      }
      return known;
    }
    LicenseCheck check = new LicenseCheck(register, agreement);
    check.requireHolds(end.lastDay());
    check.requireNotStated(end.lastDay().plusDays(1));
    check.requireNoReportAfter(end.lastDay());
    List<Append> requests = new ArrayList<>();
    requests.add(
        new Append(
            "agreement-end/" + agreement.id(),
            new AgreementEnded(agreement.id()),
            new VaultPayload(end.toJson(), List.of())));
    for (Grant grant : grantsOf(register, agreement.id())) {
      if (!register.amendments.grantEnds.containsKey(grant.id())) {
        requests.add(request(new GrantEnd(grant.id(), end.lastDay(), end.reason())));
      }
    }
    state.ledger().appendAll(requests);
    return end;
  }

  /**
   * Ends a grant, once: no training of a later day is registered under it, and those that are
   * registered stand.
   *
   * @throws TermsRefusedException if there is no such grant, its agreement does not hold on that
   *     day, or it was ended otherwise
   */
  public GrantEnd end(GrantEnd end) throws IOException {
    Register register = state.register();
    Grant grant = known("grant", register.grants, end.grantId());
    GrantEnd known = register.amendments.grantEnds.get(grant.id());
    if (known != null) {
      if (!known.equals(end)) {
        throw GrantErrors.otherEnd(known, end);
      }
      return known;
    }
    Agreement agreement = known("agreement", register.agreements, grant.agreementId());
    new LicenseCheck(register, agreement).requireHolds(end.lastDay());
    Append request = request(end);
    state.ledger().append(request.idempotencyKey(), request.fact(), request.payload());
    return end;
  }

  private static Append request(GrantEnd end) {
    return new Append(
        "grant-end/" + end.grantId(),
        new GrantEnded(end.grantId()),
        new VaultPayload(end.toJson(), List.of()));
  }

  private static List<Grant> grantsOf(Register register, String agreementId) {
    return register.grants.values().stream()
        .filter(grant -> grant.agreementId().equals(agreementId))
        .toList();
  }

  /** The last day of training under a grant that ended, or whose agreement was ended. */
  public Optional<LocalDate> lastDay(Grant grant) throws IOException {
    return state.register().amendments.lastDay(grant);
  }

  /**
   * Which terms hold on which days of a period under an agreement, in order; none outside of it.
   */
  public List<TermsSegment> terms(String agreementId, Period period) throws IOException {
    Register register = state.register();
    known("agreement", register.agreements, agreementId);
    return register.termsOf(agreementId, period);
  }

  /** The amendments of an agreement, in log order. */
  public List<Amendment> amendments(String agreementId) throws IOException {
    return state.register().amendments.amendments.values().stream()
        .filter(amendment -> amendment.agreementId().equals(agreementId))
        .toList();
  }

  /** The last day of an agreement as far as it is known, or empty while it is open-ended. */
  public Optional<LocalDate> lastDay(Agreement agreement) throws IOException {
    return state.register().amendments.lastDay(agreement);
  }

  /** As what the developer is licensed on a day of an agreement. */
  public LicenseeClass licensee(Agreement agreement, LocalDate day) throws IOException {
    return state.register().amendments.on(agreement, day).licensee();
  }

  private static void requireDeveloper(Register register, String partyId) throws IOException {
    Party party = known("party", register.parties, partyId);
    if (!(party instanceof Developer)) {
      throw Errors.notADeveloper(partyId, party.role());
    }
  }

  private static <T> T known(String what, Map<String, T> all, String id) throws IOException {
    T found = all.get(id);
    if (found == null) {
      throw Errors.unknown(what, id, all.keySet());
    }
    return found;
  }
}
