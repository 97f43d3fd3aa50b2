package org.estover.licensing.portal.webhook;

import java.time.Instant;

/**
 * The telling of an event to an endpoint.
 *
 * @param position its place among all, from 1
 * @param id {@code dlv_} and 32 hex digits
 * @param endpointId where it is told
 * @param eventId the event
 * @param body what is told, to the byte
 * @param state waiting, delivered or dead
 * @param attempts how often it was tried
 * @param created since when it waits
 * @param nextAttempt when it is tried next, where it waits
 * @param lastStatus what the endpoint answered last, or 0
 * @param lastError why it was not reached, or ""
 */
record Delivery(
    long position,
    String id,
    String endpointId,
    String eventId,
    String body,
    String state,
    int attempts,
    Instant created,
    Instant nextAttempt,
    int lastStatus,
    String lastError) {

  static final String WAITING = "waiting";
  static final String DELIVERED = "delivered";
  static final String DEAD = "dead";
}
