package org.estover.jobs.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the records of files from which texts were extracted, each counted once. */
final class ExtractTally {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_MB = 1e6;

  private final SortedMap<String, Long> asides = new TreeMap<>();
  private final SortedMap<String, Long> skipped = new TreeMap<>();
  private long documents;
  private long textBytes;
  private long payloadBytes;

  /** Counts a record that became a document. */
  void document(long text) {
    documents++;
    textBytes += text;
  }

  /** Counts the payload of a record, whatever becomes of it. */
  void payload(long bytes) {
    payloadBytes += bytes;
  }

  /** Counts a record without text, or a piece that is no record. */
  void aside(String reason) {
    asides.merge(reason, 1L, Long::sum);
  }

  /** Counts a record of a kind that has no text. */
  void skipped(String type) {
    skipped.merge(type, 1L, Long::sum);
  }

  long documents() {
    return documents;
  }

  /** How many became no document, by reason. */
  SortedMap<String, Long> asides() {
    return asides;
  }

  private long records() {
    return documents + sum(asides) + sum(skipped);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The counts for people. */
  String table(long nanos) {
    Table table = new Table().row("records", "reason", "count", "share");
    row(table, "documents", "", documents);
    asides.forEach((reason, count) -> row(table, "aside", reason, count));
    skipped.forEach((type, count) -> row(table, "skipped", type, count));
    row(table, "all", "", records());
    double seconds = seconds(nanos);
    return table
        + String.format(
            Locale.ROOT,
            "%,d bytes of text from %,d of payload in %.1f s: %,.0f documents/s, %.1f MB/s%n",
            textBytes,
            payloadBytes,
            seconds,
            documents / seconds,
            payloadBytes / BYTES_PER_MB / seconds);
  }

  private static double seconds(long nanos) {
    return Math.max(nanos, 1) / NANOS_PER_SECOND;
  }

  private void row(Table table, String what, String reason, long count) {
    double share = 100.0 * count / Math.max(1, records());
    table.row(what, reason, count, String.format(Locale.ROOT, "%.1f%%", share));
  }

  /** The counts as data. */
  Map<String, Object> report(long nanos) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("records", records());
    report.put("documents", documents);
    report.put("aside", asides);
    report.put("skipped", skipped);
    report.put("textBytes", textBytes);
    report.put("payloadBytes", payloadBytes);
    report.put("seconds", seconds(nanos));
    return report;
  }
}
