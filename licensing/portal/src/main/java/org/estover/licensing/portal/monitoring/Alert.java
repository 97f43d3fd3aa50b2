package org.estover.licensing.portal.monitoring;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Something that should not be, as a rule found it.
 *
 * @param rule name of the rule
 * @param version its version
 * @param severity how bad it is
 * @param subject the id of whom or what it is about
 * @param text what was found, for people
 * @param evidence by what it was found, by name
 * @param at when it happened
 */
record Alert(
    String rule,
    int version,
    Severity severity,
    String subject,
    String text,
    SortedMap<String, String> evidence,
    Instant at) {

  Alert {
    evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
  }

  /** The id, which follows from rule, subject, evidence and time. */
  String id() {
    return ContentId.of(
        "alr",
        Map.of(
            "rule", rule,
            "version", version,
            "subject", subject,
            "evidence", evidence,
            "at", at.toString()));
  }
}
