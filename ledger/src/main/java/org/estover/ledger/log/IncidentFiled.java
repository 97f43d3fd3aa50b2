package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * Something happened that terms or trust forbid; evidence and who reported it stand in the payload,
 * because a public source could give a whistle-blower away.
 *
 * @param incidentId id of the incident
 * @param aboutId what it is about: a party, a training run, a grant or another thing with an id
 * @param kind what is said to have happened
 * @param severity how bad it would be
 */
public record IncidentFiled(String incidentId, String aboutId, String kind, String severity)
    implements Fact {

  /** What {@code kind} can be. */
  public static final List<String> KINDS =
      List.of(
          "purpose-exceeded",
          "usage-misstated",
          "revenue-misstated",
          "unregistered-training",
          "withdrawn-read",
          "leak",
          "security",
          "other");

  /** What {@code severity} can be. */
  public static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

  static final String TYPE = "incident-filed.v1";

  public IncidentFiled {
    Ids.require("inc", incidentId);
    Ids.requireAny("aboutId", aboutId, Ids.PREFIXES);
    Ids.requireOneOf("kind", kind, KINDS);
    Ids.requireOneOf("severity", severity, SEVERITIES);
  }

  static IncidentFiled fromJson(JsonObject fields) {
    return new IncidentFiled(
        fields.text("incidentId"),
        fields.text("aboutId"),
        fields.text("kind"),
        fields.text("severity"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return incidentId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of("incidentId", incidentId, "aboutId", aboutId, "kind", kind, "severity", severity));
  }
}
