package org.estover.licensing.portal.webhook;

import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.api.ProblemException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a person registers endpoints, and sees what became of deliveries. */
@Controller
final class WebhooksPage {
  private static final String PAGE = "/account/webhooks";
  private static final String ENDPOINT = PAGE + "/{endpoint}";
  private static final String BACK = "redirect:" + PAGE;
  private static final int SHOWN = 50;

  private final EndpointStore endpoints;
  private final EventStore events;
  private final Webhooks webhooks;
  private final Registrations registrations;

  WebhooksPage(
      EndpointStore endpoints, EventStore events, Webhooks webhooks, Registrations registrations) {
    this.endpoints = endpoints;
    this.events = events;
    this.webhooks = webhooks;
    this.registrations = registrations;
  }

  @GetMapping(PAGE)
  @Rule(Who.ACCOUNT)
  String list(Visitor visitor, Model model) {
    return list(visitor, model, "", "", List.of());
  }

  private String list(
      Visitor visitor, Model model, String url, String description, List<String> types) {
    model.addAttribute("endpoints", endpoints.ofAccount(visitor.accountId()));
    model.addAttribute("types", EventType.words(EventType.real()));
    model.addAttribute("url", url);
    model.addAttribute("description", description);
    model.addAttribute("chosen", types);
    return "webhook/list";
  }

  @PostMapping(PAGE)
  @Rule(Who.ACCOUNT)
  String register(
      @RequestParam(defaultValue = "") String url,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(required = false) List<String> types,
      Visitor visitor,
      Model model) {
    List<String> chosen = types == null ? List.of() : types;
    try {
      Registrations.Registered made =
          registrations.register(
              visitor, new WebhookJson.NewEndpoint(url, chosen, description, true));
      // Shown by this answer alone, which no cache and no history keeps.
      model.addAttribute("secret", made.secret());
      model.addAttribute("made", made.endpoint());
      return list(visitor, model, "", "", List.of());
    } catch (ProblemException e) {
      model.addAttribute("wrong", String.valueOf(e.getMessage()));
      return list(visitor, model, url, description, chosen);
    }
  }

  @GetMapping(ENDPOINT)
  @Rule(value = Who.ACCOUNT, things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK))
  String endpoint(
      @PathVariable String endpoint,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      Model model) {
    List<Delivery> found = events.deliveries(endpoint, before, SHOWN + 1);
    boolean more = found.size() > SHOWN;
    List<Delivery> shown = more ? found.subList(0, SHOWN) : found;
    model.addAttribute("endpoint", endpoints.find(endpoint).orElseThrow());
    model.addAttribute("deliveries", shown);
    model.addAttribute("next", more ? shown.get(SHOWN - 1).position() : 0);
    return "webhook/endpoint";
  }

  @PostMapping(ENDPOINT + "/test")
  @Rule(value = Who.ACCOUNT, things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK))
  String test(@PathVariable String endpoint) {
    webhooks.test(endpoints.find(endpoint).orElseThrow());
    return BACK + "/" + endpoint;
  }

  @PostMapping(ENDPOINT + "/resend")
  @Rule(value = Who.ACCOUNT, things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK))
  String resend(@PathVariable String endpoint, @RequestParam String delivery) {
    events
        .delivery(delivery)
        .filter(each -> each.endpointId().equals(endpoint))
        .ifPresent(known -> webhooks.resend(endpoints.find(endpoint).orElseThrow(), known));
    return BACK + "/" + endpoint;
  }

  @PostMapping(ENDPOINT + "/remove")
  @Rule(value = Who.ACCOUNT, things = @Rule.Thing(name = "endpoint", kind = ThingKind.WEBHOOK))
  String remove(@PathVariable String endpoint) {
    endpoints.remove(endpoint);
    return BACK;
  }
}
