package org.estover.licensing.portal.webhook;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.api.Inputs;
import org.springframework.stereotype.Component;

/** Registers, changes and removes the endpoints of accounts, for pages and programs alike. */
@Component
final class Registrations {
  private static final int LONGEST_URL = 500;
  private static final int LONGEST_DESCRIPTION = 200;

  private final EndpointStore endpoints;
  private final Webhooks webhooks;
  private final Sender sender;
  private final WebhookSettings settings;
  private final Clock clock;

  Registrations(
      EndpointStore endpoints,
      Webhooks webhooks,
      Sender sender,
      WebhookSettings settings,
      Clock clock) {
    this.endpoints = endpoints;
    this.webhooks = webhooks;
    this.sender = sender;
    this.settings = settings;
    this.clock = clock;
  }

  /** An endpoint with its secret, which is not shown again. */
  record Registered(Endpoint endpoint, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Registered[" + endpoint.id() + "]";
    }
  }

  Registered register(Visitor visitor, WebhookJson.NewEndpoint asked) {
    if (endpoints.ofAccount(visitor.accountId()).size() >= settings.endpoints()) {
      throw Errors.tooMany(settings.endpoints());
    }
    String secret = webhooks.newSecret();
    Endpoint endpoint =
        new Endpoint(
            webhooks.newId("whk"),
            visitor.accountId(),
            url(asked),
            types(asked),
            description(asked),
            !Boolean.FALSE.equals(asked.active()),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            webhooks.sealed(secret));
    endpoints.add(endpoint);
    return new Registered(endpoint, secret);
  }

  Endpoint change(String id, WebhookJson.NewEndpoint asked) {
    Endpoint known = endpoints.find(id).orElseThrow();
    Endpoint changed =
        new Endpoint(
            known.id(),
            known.accountId(),
            url(asked),
            types(asked),
            description(asked),
            !Boolean.FALSE.equals(asked.active()),
            known.created(),
            known.sealedSecret());
    endpoints.change(changed);
    return changed;
  }

  private String url(WebhookJson.NewEndpoint asked) {
    String url = Inputs.required("url", asked.url()).strip();
    if (url.length() > LONGEST_URL) {
      throw Errors.address("the address has more than " + LONGEST_URL + " characters");
    }
    try {
      return sender.checked(url).toASCIIString();
    } catch (IOException e) {
      throw Errors.address(String.valueOf(e.getMessage()));
    }
  }

  private static List<EventType> types(WebhookJson.NewEndpoint asked) {
    List<String> words = Objects.requireNonNullElse(asked.types(), List.of());
    return words.isEmpty()
        ? EventType.real()
        : Inputs.parsed(
            "types", () -> words.stream().map(EventType::of).distinct().sorted().toList());
  }

  private static String description(WebhookJson.NewEndpoint asked) {
    String text = Objects.requireNonNullElse(asked.description(), "").strip();
    if (text.length() > LONGEST_DESCRIPTION) {
      throw Errors.field(
          "description", "a description has at most " + LONGEST_DESCRIPTION + " letters");
    }
    if (!PlainText.isLine(text)) {
      throw Errors.field("description", "a description is one line, without control characters");
    }
    return text;
  }
}
