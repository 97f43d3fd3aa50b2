package org.estover.crawl.rights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.estover.crawl.rights.StructuredDictionary.Member;

/**
 * What the value of a {@code Content-Usage} states.
 *
 * @param current by the labels of today
 * @param withWithdrawn by these and the reservations under withdrawn ones
 * @param exceptions CC signals on which a reserved use may be had, space-separated, or ""
 */
record Preferences(Stances current, Stances withWithdrawn, String exceptions) {
  static final Preferences NONE = new Preferences(Stances.NONE, Stances.NONE, "");

  private static final String CC_SIGNAL = "cc-cr";

  static Preferences of(String value) {
    Optional<Map<String, Member>> members = StructuredDictionary.parse(value);
    if (members.isEmpty() || members.get().isEmpty()) {
      return NONE;
    }
    Map<String, String> tokens = new LinkedHashMap<>();
    TreeSet<String> exceptions = new TreeSet<>();
    members
        .get()
        .forEach(
            (label, member) -> {
              tokens.put(label, member.token());
              String exception = member.parameters().getOrDefault("exceptions", "");
              if (exception.startsWith(CC_SIGNAL) && member.token().equals("n")) {
                exceptions.add(exception);
              }
            });
    return new Preferences(
        AiprefVocabulary.current(tokens),
        AiprefVocabulary.withWithdrawn(tokens),
        String.join(" ", exceptions));
  }
}
