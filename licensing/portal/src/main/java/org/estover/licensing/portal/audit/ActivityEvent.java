package org.estover.licensing.portal.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.JsonObject;

/**
 * Something that was done, as it stands in a {@link SegmentLog}.
 *
 * @param position which event of the log it is, from 0
 * @param at when, to the millisecond
 * @param activity what
 */
public record ActivityEvent(long position, Instant at, Activity activity) {

  public ActivityEvent {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The event's id: {@code act_} and its position in twelve digits. */
  public String id() {
    return String.format(Locale.ROOT, "act_%012d", position);
  }

  /** The event as the log's files, downloads and the API write it. */
  public JsonObject toJson() {
    Map<String, Object> members = new TreeMap<>();
    members.put("action", activity.action());
    members.put("actor", activity.actor());
    members.put("at", at.toString());
    members.put("bytes", Long.toString(activity.bytes()));
    members.put("evidence", activity.evidence());
    members.put("id", id());
    members.put("object", activity.object());
    members.put("onBehalfOf", activity.onBehalfOf());
    members.put("token", activity.token());
    return JsonObject.of(members);
  }

  /** The event of a line; refuses what {@link #toJson()} did not write. */
  public static ActivityEvent fromJson(JsonObject json) {
    Map<String, String> evidence = new TreeMap<>();
    JsonObject kept = json.object("evidence");
    for (String name : kept.names()) {
      evidence.put(name, kept.text(name));
    }
    ActivityEvent event =
        new ActivityEvent(
            Long.parseLong(json.text("id").substring("act_".length())),
            Instant.parse(json.text("at")),
            new Activity(
                json.text("actor"),
                json.text("onBehalfOf"),
                json.text("token"),
                json.text("action"),
                json.text("object"),
                json.decimal("bytes"),
                evidence));
    if (!event.toJson().equals(json)) {
      throw new IllegalArgumentException("not the form in which an event is written: " + json);
    }
    return event;
  }

  /** The leaf of the event in its segment's tree (RFC 6962 section 2.1). */
  public Hash leaf() {
    return Hash.ofLeaf(toJson().toString().getBytes(StandardCharsets.UTF_8));
  }
}
