package org.estover.licensing.terms;

import java.io.IOException;
import java.util.List;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.SliceGranted;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
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

  /**
   * Records a grant, unless it is recorded already.
   *
   * @throws TermsRefusedException if the offer does not allow the purpose, or it or their licenses
   *     do not cover some documents of the slice; the message names those, with their licenses
   */
  public Grant grant(Grant asked) throws IOException {
    Register register = state.register();
    Agreement agreement = Trust.known("agreement", register.agreements, asked.agreementId());
    Offer offer = Trust.known("offer", register.offers, agreement.offerId());
    Trust.known("release", register.releases, asked.releaseId());
    if (!offer.purposes().contains(asked.purpose())) {
      throw Errors.purpose(asked.purpose(), offer);
    }
    if (asked.redistribution() && !offer.purposes().contains(Use.REDISTRIBUTION.word())) {
      throw Errors.purpose(Use.REDISTRIBUTION.word(), offer);
    }
    GrantCheck.require(asked, offer, licensee(agreement), state.releases().open(asked.releaseId()));
    state.ledger().append("grant/" + asked.id(), fact(asked), payload(asked));
    return asked;
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

  /** As what the developer of an agreement is licensed. */
  private static LicenseeClass licensee(Agreement agreement) {
    return LicenseeClass.COMMERCIAL;
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
    Attributions.list(release, grant, licensee(agreement), sink);
  }
}
