package org.estover.jobs.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.filter.Filter;
import org.estover.crawl.filter.Verdict;
import org.estover.crawl.personal.PersonalRule;
import org.estover.crawl.personal.PersonalSpan;

/** What a filter profile kept and dropped, counted by rule and reason. */
final class FilterTally {
  private final List<String> rules;
  private final Map<Verdict.Drop, Count> dropped = new LinkedHashMap<>();
  private final Count kept = new Count();
  private final FilterSamples samples;
  private final PersonalTally personal;
  private long leftBytes;

  /** Counts what some filters say, with so many samples of each rule and reason. */
  FilterTally(List<Filter> filters, int mostSamples, PersonalRule rule) {
    this.personal = new PersonalTally(rule.kinds());
    this.rules = filters.stream().map(Filter::name).toList();
    this.samples = new FilterSamples(mostSamples);
  }

  /** Documents and the bytes of their texts. */
  private static final class Count {
    private long documents;
    private long bytes;

    void add(long size) {
      documents++;
      bytes += size;
    }
  }

  /**
   * Counts a document that stays.
   *
   * @param left the bytes that the rules leave of it
   * @param found the personal data in what is left
   */
  void kept(long bytes, long left, List<PersonalSpan> found) {
    kept.add(bytes);
    personal.add(found);
    leftBytes += left;
  }

  /** Counts a document that goes. */
  void dropped(Verdict.Drop drop, DocumentId id, String name, String url, String text, long bytes) {
    dropped.computeIfAbsent(drop, any -> new Count()).add(bytes);
    samples.add(drop, id, name, url, text);
  }

  FilterSamples samples() {
    return samples;
  }

  long documents() {
    return documentsKept() + dropped.values().stream().mapToLong(count -> count.documents).sum();
  }

  long documentsKept() {
    return kept.documents;
  }

  private long bytes() {
    return kept.bytes + dropped.values().stream().mapToLong(count -> count.bytes).sum();
  }

  /** In the order of the rules, of each the reason that drops most first. */
  private List<Map.Entry<Verdict.Drop, Count>> ordered() {
    List<Map.Entry<Verdict.Drop, Count>> entries = new ArrayList<>(dropped.entrySet());
    entries.sort(
        Comparator.comparingInt(
                (Map.Entry<Verdict.Drop, Count> entry) -> rules.indexOf(entry.getKey().rule()))
            .thenComparing(entry -> -entry.getValue().documents)
            .thenComparing(entry -> entry.getKey().reason()));
    return entries;
  }

  /** The counts for people. */
  String table() {
    Table table = new Table().row("rule", "reason", "documents", "share", "bytes");
    for (Map.Entry<Verdict.Drop, Count> entry : ordered()) {
      row(table, entry.getKey().rule(), entry.getKey().reason(), entry.getValue());
    }
    row(table, "kept", "", kept);
    Count all = new Count();
    all.documents = documents();
    all.bytes = bytes();
    row(table, "all", "", all);
    String left =
        leftBytes == kept.bytes
            ? ""
            : String.format(Locale.ROOT, "the rules leave %,d bytes of what is kept%n", leftBytes);
    return table + left + personal.table();
  }

  private void row(Table table, String rule, String reason, Count count) {
    double share = 100.0 * count.documents / Math.max(1, documents());
    String shown = String.format(Locale.ROOT, "%.1f%%", share);
    table.row(rule, reason, count.documents, shown, count.bytes);
  }

  /** The counts as data. */
  Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("rules", rules);
    report.put("documents", documents());
    report.put("bytes", bytes());
    report.put("kept", kept.documents);
    report.put("keptBytes", kept.bytes);
    report.put("leftBytes", leftBytes);
    List<Map<String, Object>> drops = new ArrayList<>();
    for (Map.Entry<Verdict.Drop, Count> entry : ordered()) {
      Map<String, Object> drop = new LinkedHashMap<>();
      drop.put("rule", entry.getKey().rule());
      drop.put("reason", entry.getKey().reason());
      drop.put("documents", entry.getValue().documents);
      drop.put("bytes", entry.getValue().bytes);
      drops.add(drop);
    }
    report.put("dropped", drops);
    if (!personal.table().isEmpty()) {
      report.put("personalData", personal.report());
    }
    return report;
  }
}
