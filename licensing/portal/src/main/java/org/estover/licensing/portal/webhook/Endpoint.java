package org.estover.licensing.portal.webhook;

import java.time.Instant;
import java.util.List;

/**
 * Where an account wants to be told of events.
 *
 * @param id {@code whk_} and 32 hex digits
 * @param accountId whose it is
 * @param url where it is told
 * @param types of which events
 * @param description what it is for
 * @param active whether it is told
 * @param created when it was registered
 * @param sealedSecret the secret by which events are signed, sealed
 */
record Endpoint(
    String id,
    String accountId,
    String url,
    List<EventType> types,
    String description,
    boolean active,
    Instant created,
    String sealedSecret) {

  Endpoint {
    types = List.copyOf(types);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Endpoint[" + id + "]";
  }
}
