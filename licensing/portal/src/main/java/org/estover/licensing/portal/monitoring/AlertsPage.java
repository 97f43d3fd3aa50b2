package org.estover.licensing.portal.monitoring;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.estover.ledger.log.IncidentFiled;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.identity.ContentId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Shows operators the alerts, and lets them acknowledge them and file incidents. */
@Controller
final class AlertsPage {
  private static final int SHOWN = 50;
  private static final String PAGE = "redirect:/operator/alerts";

  private final AlertStore alerts;
  private final TrustDesk desk;
  private final List<WatchRule> rules;

  AlertsPage(AlertStore alerts, TrustDesk desk, MonitoringSettings settings) {
    this.alerts = alerts;
    this.desk = desk;
    this.rules = Monitor.rules(settings);
  }

  @GetMapping("/operator/alerts")
  @Rule(Who.OPERATOR)
  String alerts(
      @RequestParam(defaultValue = "false") boolean all,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      Model model) {
    List<AlertStore.Kept> found = alerts.before(before, SHOWN + 1, !all);
    boolean more = found.size() > SHOWN;
    List<AlertStore.Kept> shown = more ? found.subList(0, SHOWN) : found;
    model.addAttribute("alerts", shown);
    model.addAttribute("all", all);
    model.addAttribute("next", more ? shown.get(SHOWN - 1).position() : 0);
    model.addAttribute("rules", rules);
    return "monitoring/alerts";
  }

  @PostMapping("/operator/alerts/{alert}/acknowledge")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "alert", kind = ThingKind.PUBLIC))
  String acknowledge(@PathVariable String alert, Visitor visitor) {
    alerts.acknowledge(known(alert).id(), acting(visitor).accountId());
    return PAGE;
  }

  @PostMapping("/operator/alerts/{alert}/incident")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "alert", kind = ThingKind.PUBLIC))
  String file(@PathVariable String alert, Visitor visitor) throws IOException {
    AlertStore.Kept kept = known(alert);
    acting(visitor);
    if (kept.incidentId().isEmpty()) {
      // The same alert gives the same incident, whoever files it and how often.
      String incident = ContentId.of("inc", Map.of("alert", kept.id()));
      IncidentFiled fact =
          new IncidentFiled(
              incident, about(kept.alert()), kind(kept.alert()), kept.alert().severity().word());
      VaultPayload payload =
          VaultPayload.of(Map.of("text", kept.alert().text(), "alert", kept.id()));
      desk.write(opened -> opened.ledger().append("incident/" + incident, fact, payload));
      alerts.file(kept.id(), incident);
    }
    alerts.acknowledge(kept.id(), visitor.accountId());
    return PAGE;
  }

  /** Auditors read what operators read, and change nothing. */
  private static Visitor acting(Visitor visitor) {
    if (!visitor.is(Who.OPERATOR)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    return visitor;
  }

  private AlertStore.Kept known(String id) {
    return alerts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** What is about nobody the log knows is about the trust itself. */
  private String about(Alert alert) throws IOException {
    return alert.subject().isEmpty()
        ? desk.read(opened -> opened.trust().self().id())
        : alert.subject();
  }

  private String kind(Alert alert) {
    return rules.stream()
        .filter(rule -> rule.name().equals(alert.rule()))
        .map(WatchRule::incidentKind)
        .findFirst()
        .orElse("other");
  }
}
