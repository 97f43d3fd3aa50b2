package org.estover.licensing.portal.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as it is told: ids only, by which whom it concerns asks for the rest.
 *
 * @param id {@code evt_} and 32 hex digits, the same however often it is told
 * @param type the kind of event
 * @param timestamp when it was recorded
 * @param logIndex the log entry that it follows from; absent of a test
 * @param data the ids of what it is about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Event(
    String id, String type, String timestamp, @Nullable Long logIndex, Map<String, String> data) {

  Event {
    data = Collections.unmodifiableMap(new TreeMap<>(data));
  }
}
