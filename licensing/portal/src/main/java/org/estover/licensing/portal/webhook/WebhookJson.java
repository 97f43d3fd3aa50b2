package org.estover.licensing.portal.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Endpoints and deliveries as the contract writes them. */
final class WebhookJson {
  private WebhookJson() {}

  /** What an account sends to be told of events. */
  record NewEndpoint(
      @Nullable String url,
      @Nullable List<String> types,
      @Nullable String description,
      @Nullable Boolean active) {}

  /** Where events are told; the secret stands in the first answer only. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Told(
      String id,
      String url,
      List<String> types,
      String description,
      boolean active,
      String created,
      @Nullable String secret) {

    static Told of(Endpoint endpoint, @Nullable String secret) {
      return new Told(
          endpoint.id(),
          endpoint.url(),
          EventType.words(endpoint.types()),
          endpoint.description(),
          endpoint.active(),
          endpoint.created().toString(),
          secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Told[" + id + "]";
    }
  }

  /** The telling of an event. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Telling(
      String id,
      String endpointId,
      JsonNode event,
      String state,
      int attempts,
      String created,
      @Nullable String nextAttempt,
      @Nullable Integer lastStatus,
      @Nullable String lastError) {

    static Telling of(Delivery delivery, JsonMapper mapper) {
      boolean waits = delivery.state().equals(Delivery.WAITING);
      return new Telling(
          delivery.id(),
          delivery.endpointId(),
          mapper.readTree(delivery.body()),
          delivery.state(),
          delivery.attempts(),
          delivery.created().toString(),
          waits ? delivery.nextAttempt().toString() : null,
          delivery.lastStatus() == 0 ? null : delivery.lastStatus(),
          delivery.lastError().isEmpty() ? null : delivery.lastError());
    }
  }
}
