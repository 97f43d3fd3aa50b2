package org.estover.jobs.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.language.IdentifiedLanguage;

/** How many documents are in which language. */
final class LanguageTally {
  private final Map<String, Count> counts = new TreeMap<>();
  private final Count all = new Count();

  /** Documents, the bytes of their texts, and the sum of their probabilities. */
  private static final class Count {
    private long documents;
    private long bytes;
    private double probability;

    void add(long size, double probable) {
      documents++;
      bytes += size;
      probability += probable;
    }

    double mean() {
      return documents == 0 ? 0 : probability / documents;
    }
  }

  void add(IdentifiedLanguage language, long bytes) {
    counts
        .computeIfAbsent(language.language(), any -> new Count())
        .add(bytes, language.probability());
    all.add(bytes, language.probability());
  }

  long documents() {
    return all.documents;
  }

  /** The language of most bytes first. */
  private List<Map.Entry<String, Count>> ordered() {
    List<Map.Entry<String, Count>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(Comparator.comparingLong(entry -> -entry.getValue().bytes));
    return entries;
  }

  /** The counts for people. */
  String table() {
    Table table =
        new Table().row("language", "name", "documents", "bytes", "share of bytes", "probability");
    for (Map.Entry<String, Count> entry : ordered()) {
      row(table, entry.getKey(), IdentifiedLanguage.englishName(entry.getKey()), entry.getValue());
    }
    row(table, "all", "", all);
    return table.toString();
  }

  private void row(Table table, String tag, String name, Count count) {
    table.row(
        tag,
        name,
        count.documents,
        count.bytes,
        String.format(Locale.ROOT, "%.1f%%", 100.0 * count.bytes / Math.max(1, all.bytes)),
        String.format(Locale.ROOT, "%.3f", count.mean()));
  }

  /** The counts as data. */
  Map<String, Object> report() {
    List<Map<String, Object>> languages = new ArrayList<>();
    for (Map.Entry<String, Count> entry : ordered()) {
      Map<String, Object> language = new LinkedHashMap<>();
      language.put("language", entry.getKey());
      language.put("documents", entry.getValue().documents);
      language.put("bytes", entry.getValue().bytes);
      language.put("meanProbability", entry.getValue().mean());
      languages.add(language);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("documents", all.documents);
    report.put("bytes", all.bytes);
    report.put("languages", languages);
    return report;
  }
}
