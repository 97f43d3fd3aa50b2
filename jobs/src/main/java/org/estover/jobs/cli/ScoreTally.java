package org.estover.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.estover.crawl.quality.MinimumScore;
import org.jspecify.annotations.Nullable;

/**
 * Scores as they are written, with six digits, counted one by one: so quantiles are exact, and the
 * memory is 8 MB for any number of documents.
 */
final class ScoreTally {
  private static final int BARS = 10;
  private static final int WIDTH = 40;
  private static final List<Integer> PERCENTS = List.of(1, 5, 10, 25, 50, 75, 90, 95, 99);

  private final long[] counts = new long[MinimumScore.MOST_MILLIONTHS + 1];
  private long documents;
  private long kept;
  private boolean wasAsked;

  void add(double score) {
    counts[MinimumScore.millionths(score)]++;
    documents++;
  }

  /** Adds a document of which it was asked whether it stays. */
  void add(double score, boolean stays) {
    add(score);
    wasAsked = true;
    kept += stays ? 1 : 0;
  }

  long documents() {
    return documents;
  }

  /** The least score that some percent of the documents do not exceed. */
  private double quantile(int percent) {
    long wanted = Math.max(1, (documents * percent + 99) / 100);
    long seen = 0;
    int place = -1;
    while (seen < wanted && place < counts.length - 1) {
      seen += counts[++place];
    }
    return place / 1e6;
  }

  /** The highest score that keeps a share of the documents, or a little more where many have it. */
  private int threshold(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * documents));
    long seen = 0;
    int place = counts.length;
    while (seen < wanted && place > 0) {
      seen += counts[--place];
    }
    return place;
  }

  private long from(int threshold) {
    long seen = 0;
    for (int i = threshold; i < counts.length; i++) {
      seen += counts[i];
    }
    return seen;
  }

  private long[] bars() {
    long[] bars = new long[BARS];
    for (int i = 0; i < counts.length; i++) {
      bars[Math.min(BARS - 1, i / (1_000_000 / BARS))] += counts[i];
    }
    return bars;
  }

  String text(@Nullable Double share) {
    if (documents == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    Table table = new Table().row("score", "documents", "share", "histogram");
    long[] bars = bars();
    long highest = 1;
    for (long bar : bars) {
      highest = Math.max(highest, bar);
    }
    for (int i = 0; i < BARS; i++) {
      table.row(
          String.format(Locale.ROOT, "from %.1f", i / 10.0),
          bars[i],
          percent(bars[i]),
          "#".repeat((int) ((bars[i] * WIDTH + highest - 1) / highest)));
    }
    text.append(table);
    text.append("all        ").append(Table.counted(documents, "document")).append("\n\n");
    Table quantiles = new Table().row("of the documents", "score at most");
    for (int percent : PERCENTS) {
      quantiles.row(percent + "%", String.format(Locale.ROOT, "%.6f", quantile(percent)));
    }
    text.append(quantiles).append('\n');
    if (share != null) {
      int threshold = threshold(share);
      text.append(
          String.format(
              Locale.ROOT,
              "--keep %s: %s (%s) score %.6f or more%n",
              share,
              Table.counted(from(threshold), "document"),
              percent(from(threshold)),
              threshold / 1e6));
    }
    if (wasAsked) {
      text.append("kept: ")
          .append(Table.counted(kept, "document"))
          .append(" (")
          .append(percent(kept))
          .append(")\n");
    }
    return text.toString();
  }

  private String percent(long count) {
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * count / Math.max(1, documents));
  }

  Map<String, Object> report(@Nullable Double share) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("documents", documents);
    if (documents == 0) {
      return report;
    }
    List<Long> histogram = new ArrayList<>();
    for (long bar : bars()) {
      histogram.add(bar);
    }
    report.put("histogram", histogram);
    Map<String, Object> quantiles = new LinkedHashMap<>();
    PERCENTS.forEach(percent -> quantiles.put(percent + "%", quantile(percent)));
    report.put("quantiles", quantiles);
    if (share != null) {
      int threshold = threshold(share);
      report.put("share", share);
      report.put("threshold", threshold / 1e6);
      report.put("atOrAboveThreshold", from(threshold));
    }
    if (wasAsked) {
      report.put("kept", kept);
    }
    return report;
  }
}
