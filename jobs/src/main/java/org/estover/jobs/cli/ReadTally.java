package org.estover.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a reader found, counted. */
final class ReadTally {
  private final SortedMap<String, Long> skipped = new TreeMap<>();
  private final SortedMap<String, Long> asides = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();
  private long documents;
  private long bytes;

  void document(long size) {
    documents++;
    bytes += size;
  }

  void skipped(String kind) {
    skipped.merge(kind, 1L, Long::sum);
  }

  void aside(String reason) {
    asides.merge(reason, 1L, Long::sum);
  }

  void warning(String warning) {
    warnings.add(warning);
  }

  long documents() {
    return documents;
  }

  SortedMap<String, Long> asides() {
    return asides;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The counts for people. */
  String table(long inputBytes, long millis) {
    Table table = new Table().row("what", "kind", "count", "bytes");
    table.row("documents", "", documents, bytes);
    skipped.forEach((kind, count) -> table.row("skipped", kind, count, ""));
    asides.forEach((reason, count) -> table.row("aside", reason, count, ""));
    double seconds = Math.max(1, millis) / 1000.0;
    return table
        + String.format(
            Locale.ROOT,
            "%,d bytes of files in %.1f s: %.1f MB/s, %,.0f documents/s%n",
            inputBytes,
            seconds,
            inputBytes / seconds / 1e6,
            documents / seconds);
  }

  /** The counts as data. */
  Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("documents", documents);
    report.put("bytes", bytes);
    report.put("skipped", skipped);
    report.put("aside", asides);
    report.put("warnings", warnings);
    return report;
  }
}
