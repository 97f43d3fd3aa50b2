package org.estover.licensing.portal.claim;

import java.io.IOException;
import org.estover.licensing.portal.access.Ownership;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.springframework.stereotype.Component;

/** A claim is the rights holder's who filed it; operators and auditors see all. */
@Component
final class ClaimOwnership implements Ownership {
  private final TrustDesk desk;

  ClaimOwnership(TrustDesk desk) {
    this.desk = desk;
  }

  @Override
  public boolean answersFor(ThingKind kind) {
    return kind == ThingKind.CLAIM;
  }

  @Override
  public boolean isTheirs(Visitor visitor, ThingKind kind, String id) throws IOException {
    try {
      String party = desk.read(opened -> opened.trust().claims().status(id).claim().partyId());
      return visitor.is(Who.OPERATOR) || visitor.is(Who.AUDITOR) || visitor.actsFor(party);
    } catch (TermsRefusedException e) {
      return false;
    }
  }
}
