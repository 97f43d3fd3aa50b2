package org.estover.licensing.portal.monitoring;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.api.Answers;
import org.estover.licensing.portal.api.Batch;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Alerts for programs. */
@RestController
final class AlertRoutes {
  private final AlertStore alerts;
  private final Answers answers;

  AlertRoutes(AlertStore alerts, Answers answers) {
    this.alerts = alerts;
    this.answers = answers;
  }

  @GetMapping("/v1/alerts")
  @Rule(value = Who.OPERATOR, scope = "read")
  ResponseEntity<byte[]> alerts(HttpServletRequest request) throws IOException {
    return answers.list(
        request,
        (from, most) -> {
          long before = from == 0 ? Long.MAX_VALUE : from;
          List<AlertStore.Kept> found = alerts.before(before, most + 1, false);
          boolean more = found.size() > most;
          List<AlertStore.Kept> shown = more ? found.subList(0, most) : found;
          return new Batch<>(shown, more ? shown.get(most - 1).position() : Batch.END);
        },
        AlertJson::of);
  }
}
