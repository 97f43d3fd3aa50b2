package org.estover.licensing.portal.claim;

import org.estover.licensing.portal.access.Ownership;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.casefile.Attempts;
import org.springframework.stereotype.Component;

/** A draft is whoever's that has its code. */
@Component
final class DraftOwnership implements Ownership {
  private static final String WHAT = "draft-code";

  private final Drafts drafts;
  private final Attempts attempts;

  DraftOwnership(Drafts drafts, Attempts attempts) {
    this.drafts = drafts;
    this.attempts = attempts;
  }

  @Override
  public boolean answersFor(ThingKind kind) {
    return kind == ThingKind.DRAFT;
  }

  @Override
  public boolean isTheirs(Visitor visitor, ThingKind kind, String id) {
    return attempts.isRight(WHAT, () -> drafts.find(id).isPresent());
  }
}
