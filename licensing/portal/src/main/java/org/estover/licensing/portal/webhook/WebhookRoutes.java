package org.estover.licensing.portal.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.api.Answers;
import org.estover.licensing.portal.api.Batch;
import org.estover.licensing.portal.api.Inputs;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Events, and the endpoints that are told of them. */
@RestController
final class WebhookRoutes {
  private static final String ENDPOINTS = "/v1/webhook-endpoints";
  private static final String ENDPOINT = ENDPOINTS + "/{endpoint}";

  private final EndpointStore endpoints;
  private final EventStore events;
  private final Webhooks webhooks;
  private final Registrations registrations;
  private final Answers answers;
  private final Inputs inputs;
  private final JsonMapper mapper;

  WebhookRoutes(
      EndpointStore endpoints,
      EventStore events,
      Webhooks webhooks,
      Registrations registrations,
      Answers answers,
      Inputs inputs,
      JsonMapper mapper) {
    this.endpoints = endpoints;
    this.events = events;
    this.webhooks = webhooks;
    this.registrations = registrations;
    this.answers = answers;
    this.inputs = inputs;
    this.mapper = mapper;
  }

  @GetMapping("/v1/events")
  @Rule(value = Who.ACCOUNT, scope = "read")
  ResponseEntity<byte[]> events(HttpServletRequest request, Visitor visitor) throws IOException {
    return answers.list(
        request,
        (from, most) -> {
          List<Event> found =
              events.events(Webhooks.sees(visitor), visitor.partyId(), from, most + 1);
          boolean more = found.size() > most;
          List<Event> shown = more ? found.subList(0, most) : found;
          return new Batch<>(
              shown, more ? Objects.requireNonNull(found.get(most).logIndex()) : Batch.END);
        },
        event -> event);
  }

  @GetMapping(ENDPOINTS)
  @Rule(value = Who.ACCOUNT, scope = "manage")
  ResponseEntity<byte[]> endpoints(HttpServletRequest request, Visitor visitor) throws IOException {
    List<Endpoint> own = endpoints.ofAccount(visitor.accountId());
    return answers.list(
        request,
        (from, most) -> Batch.of(own, from, most),
        endpoint -> WebhookJson.Told.of(endpoint, null));
  }

  @PostMapping(ENDPOINTS)
  @Rule(value = Who.ACCOUNT, scope = "manage")
  ResponseEntity<byte[]> register(@RequestBody byte[] body, Visitor visitor) {
    Registrations.Registered made =
        registrations.register(visitor, inputs.read(body, WebhookJson.NewEndpoint.class));
    return answers.created(
        ENDPOINTS + "/" + made.endpoint().id(),
        WebhookJson.Told.of(made.endpoint(), made.secret()));
  }

  @GetMapping(ENDPOINT)
  @Rule(
      value = Who.ACCOUNT,
      things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK),
      scope = "manage")
  ResponseEntity<byte[]> endpoint(@PathVariable String endpoint) {
    return answers.one(WebhookJson.Told.of(endpoints.find(endpoint).orElseThrow(), null));
  }

  @PutMapping(ENDPOINT)
  @Rule(
      value = Who.ACCOUNT,
      things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK),
      scope = "manage")
  ResponseEntity<byte[]> change(@PathVariable String endpoint, @RequestBody byte[] body) {
    WebhookJson.NewEndpoint asked = inputs.read(body, WebhookJson.NewEndpoint.class);
    return answers.one(WebhookJson.Told.of(registrations.change(endpoint, asked), null));
  }

  @DeleteMapping(ENDPOINT)
  @Rule(
      value = Who.ACCOUNT,
      things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK),
      scope = "manage")
  ResponseEntity<Void> remove(@PathVariable String endpoint) {
    endpoints.remove(endpoint);
    return ResponseEntity.noContent().build();
  }

  @PostMapping(ENDPOINT + "/test")
  @Rule(
      value = Who.ACCOUNT,
      things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK),
      scope = "manage")
  ResponseEntity<byte[]> test(@PathVariable String endpoint) {
    return begun(webhooks.test(endpoints.find(endpoint).orElseThrow()));
  }

  @GetMapping(ENDPOINT + "/deliveries")
  @Rule(
      value = Who.ACCOUNT,
      things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK),
      scope = "manage")
  ResponseEntity<byte[]> deliveries(HttpServletRequest request, @PathVariable String endpoint)
      throws IOException {
    return answers.list(
        request,
        (from, most) -> {
          long before = from == 0 ? Long.MAX_VALUE : from;
          List<Delivery> found = events.deliveries(endpoint, before, most + 1);
          boolean more = found.size() > most;
          List<Delivery> shown = more ? found.subList(0, most) : found;
          return new Batch<>(shown, more ? shown.get(most - 1).position() : Batch.END);
        },
        delivery -> WebhookJson.Telling.of(delivery, mapper));
  }

  @PostMapping(ENDPOINT + "/deliveries/{delivery}/resend")
  @Rule(
      value = Who.ACCOUNT,
      things = {
        @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK),
        @Rule.Thing(name = "delivery", kind = ThingKind.PUBLIC)
      },
      scope = "manage")
  ResponseEntity<byte[]> resend(@PathVariable String endpoint, @PathVariable String delivery) {
    Delivery known =
        events
            .delivery(delivery)
            .filter(each -> each.endpointId().equals(endpoint))
            .orElseThrow(() -> Errors.noDelivery(delivery));
    return begun(webhooks.resend(endpoints.find(endpoint).orElseThrow(), known));
  }

  private ResponseEntity<byte[]> begun(Delivery delivery) {
    return answers.created(
        ENDPOINTS + "/" + delivery.endpointId() + "/deliveries",
        WebhookJson.Telling.of(delivery, mapper));
  }
}
