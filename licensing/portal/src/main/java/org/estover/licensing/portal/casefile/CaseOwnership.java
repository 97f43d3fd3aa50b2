package org.estover.licensing.portal.casefile;

import org.estover.licensing.portal.access.Ownership;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.springframework.stereotype.Component;

/** A case is whoever's that has its receipt code, of which few wrong ones are heard. */
@Component
final class CaseOwnership implements Ownership {
  private static final String WHAT = "case-code";

  private final Cases cases;
  private final Attempts attempts;

  CaseOwnership(Cases cases, Attempts attempts) {
    this.cases = cases;
    this.attempts = attempts;
  }

  @Override
  public boolean answersFor(ThingKind kind) {
    return kind == ThingKind.CASE;
  }

  @Override
  public boolean isTheirs(Visitor visitor, ThingKind kind, String id) {
    return opens(id);
  }

  /** Whether a code opens a case; equal for all that do not. */
  boolean opens(String code) {
    return attempts.isRight(WHAT, () -> cases.byCode(code).isPresent());
  }
}
