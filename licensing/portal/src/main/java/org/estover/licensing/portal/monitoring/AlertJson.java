package org.estover.licensing.portal.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as the contract writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertJson(
    String id,
    String rule,
    int version,
    String severity,
    String subject,
    String text,
    Map<String, String> evidence,
    String at,
    String state,
    @Nullable String incidentId) {

  static AlertJson of(AlertStore.Kept kept) {
    Alert alert = kept.alert();
    return new AlertJson(
        kept.id(),
        alert.rule(),
        alert.version(),
        alert.severity().word(),
        alert.subject(),
        alert.text(),
        alert.evidence(),
        alert.at().toString(),
        kept.isNew() ? "new" : "acknowledged",
        kept.incidentId().isEmpty() ? null : kept.incidentId());
  }
}
