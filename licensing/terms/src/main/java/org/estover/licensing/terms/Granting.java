package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.SliceGranted;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.Use;
import org.estover.licensing.terms.usage.AttributionSink;
import org.estover.tokenize.release.Release;

/**
 * Permits the use of releases, or of parts of them, as far as the offer and every document's own
 * license go.
 */
public final class Granting {

  private final TrustState state;

  Granting(TrustState state) {
    this.state = state;
  }

  /** Records what {@link #grant(Grant, LocalDate)} does by the terms that begin last. */
  public Grant grant(Grant asked) throws IOException {
    return grant(asked, LocalDate.MAX);
  }

  /**
   * Records a grant, unless it is recorded already, also where it has ended since. Of an agreement
   * that was amended the terms of the day count, and all that begin later: what will be permitted
   * one day is not permitted yet.
   *
   * @param day the day of the grant
   * @throws TermsRefusedException if the offer does not allow the purpose, or it or their licenses
   *     do not cover some documents of the slice; the message names those, with their licenses; or
   *     if the agreement was ended
   */
  public Grant grant(Grant asked, LocalDate day) throws IOException {
    Register register = state.register();
    Agreement agreement = Trust.known("agreement", register.agreements, asked.agreementId());
    Trust.known("release", register.releases, asked.releaseId());
    if (register.grants.containsKey(asked.id())) {
      return asked;
    }
    AgreementEnd end = register.amendments.ends.get(agreement.id());
    if (end != null) {
      throw LicenseErrors.ended(end);
    }
    for (AmendmentFold.Terms terms : register.amendments.from(day, agreement)) {
      Offer offer = Trust.known("offer", register.offers, terms.offerId());
      require(asked, offer, terms.licensee());
    }
    state.ledger().append("grant/" + asked.id(), fact(asked), payload(asked));
    return asked;
  }

  /** Refuses terms under which what was granted already could not be granted. */
  void requireGrants(Agreement agreement, Offer offer, LicenseeClass licensee) throws IOException {
    for (Grant grant : state.register().grants.values()) {
      if (grant.agreementId().equals(agreement.id())) {
        require(grant, offer, licensee);
      }
    }
  }

  private void require(Grant asked, Offer offer, LicenseeClass licensee) throws IOException {
    if (!offer.purposes().contains(asked.purpose())) {
      throw Errors.purpose(asked.purpose(), offer);
    }
    if (asked.redistribution() && !offer.purposes().contains(Use.REDISTRIBUTION.word())) {
      throw Errors.purpose(Use.REDISTRIBUTION.word(), offer);
    }
    GrantCheck.require(asked, offer, licensee, state.releases().open(asked.releaseId()));
  }

  private static Fact fact(Grant grant) {
    return grant.isPlain()
        ? new GrantIssued(grant.id(), grant.agreementId(), grant.releaseId(), grant.purpose())
        : new SliceGranted(
            grant.id(),
            grant.agreementId(),
            grant.releaseId(),
            grant.slice().id(),
            grant.purpose());
  }

  private static VaultPayload payload(Grant grant) {
    return grant.isPlain() ? VaultPayload.EMPTY : new VaultPayload(grant.toJson(), List.of());
  }

  /**
   * Lists the documents of a grant's slice whose license asks for attribution, by source and order.
   * Of a choice of licenses the one with the fewest duties is taken. Reads every row of the slice's
   * document tables.
   */
  public void attribution(String grantId, AttributionSink sink) throws IOException {
    Register register = state.register();
    Grant grant = Trust.known("grant", register.grants, grantId);
    Agreement agreement = Trust.known("agreement", register.agreements, grant.agreementId());
    Release release = state.releases().open(grant.releaseId());
    LicenseeClass licensee = register.amendments.last(agreement).licensee();
    Attributions.list(release, grant, licensee, sink);
  }
}
