package org.estover.jobs.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.personal.PersonalKind;
import org.estover.crawl.personal.PersonalSpan;

/** How much personal data documents that stay hold, by kind; what it is stands nowhere. */
final class PersonalTally {
  private final SortedMap<PersonalKind, long[]> counts = new TreeMap<>();

  /** Counts these kinds. */
  PersonalTally(List<PersonalKind> kinds) {
    kinds.forEach(kind -> counts.put(kind, new long[2]));
  }

  /** Counts what was found in a document. */
  void add(List<PersonalSpan> found) {
    PersonalSpan.places(found)
        .forEach(
            (kind, places) -> {
              long[] count = counts.computeIfAbsent(kind, any -> new long[2]);
              count[0] += places;
              count[1]++;
            });
  }

  /** The counts for people; "" if nothing was looked for. */
  String table() {
    if (counts.isEmpty()) {
      return "";
    }
    Table table = new Table().row("personal data in what is kept", "places", "documents");
    counts.forEach((kind, count) -> table.row(kind.label(), count[0], count[1]));
    return table.toString();
  }

  /** The counts as data. */
  Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>();
    counts.forEach(
        (kind, count) ->
            report.put(kind.label(), Map.of("places", count[0], "documents", count[1])));
    return report;
  }
}
