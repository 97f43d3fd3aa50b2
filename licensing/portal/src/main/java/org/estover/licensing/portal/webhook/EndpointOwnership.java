package org.estover.licensing.portal.webhook;

import org.estover.licensing.portal.access.Ownership;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.springframework.stereotype.Component;

/** An endpoint is its account's, and nobody else sees it. */
@Component
final class EndpointOwnership implements Ownership {
  private final EndpointStore endpoints;

  EndpointOwnership(EndpointStore endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public boolean answersFor(ThingKind kind) {
    return kind == ThingKind.WEBHOOK;
  }

  @Override
  public boolean isTheirs(Visitor visitor, ThingKind kind, String id) {
    return visitor.isSignedIn()
        && endpoints
            .find(id)
            .filter(endpoint -> endpoint.accountId().equals(visitor.accountId()))
            .isPresent();
  }
}
