package org.estover.jobs.cli;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.filter.Verdict;

/**
 * Some documents of each rule and reason that dropped them, for a person to look at: those with the
 * smallest ids, which are hashes, so that they are the same however the input was ordered or cut.
 */
final class FilterSamples {
  /** The characters of a text that a sample shows. */
  private static final int SHOWN = 1000;

  private static final ObjectWriter LINE =
      Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

  private final int most;
  private final Map<Verdict.Drop, TreeSet<Sample>> samples =
      new TreeMap<>(Comparator.comparing(Verdict.Drop::rule).thenComparing(Verdict.Drop::reason));

  /** Keeps so many of each. */
  FilterSamples(int most) {
    this.most = most;
  }

  /**
   * A document.
   *
   * @param name what the verdicts call it
   * @param excerpt how its text begins
   * @param rest how many characters follow
   */
  private record Sample(DocumentId id, String name, String url, String excerpt, int rest)
      implements Comparable<Sample> {
    private static final Comparator<Sample> ORDER =
        Comparator.comparing(Sample::id).thenComparing(Sample::name);

    @Override
    public int compareTo(Sample other) {
      return ORDER.compare(this, other);
    }
  }

  /** Adds a document that was dropped. */
  void add(Verdict.Drop drop, DocumentId id, String name, String url, String text) {
    if (most == 0) {
      return;
    }
    TreeSet<Sample> smallest = samples.computeIfAbsent(drop, any -> new TreeSet<>());
    if (smallest.size() == most && id.compareTo(smallest.last().id()) > 0) {
      return;
    }
    int end = Math.min(SHOWN, text.length());
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    smallest.add(new Sample(id, name, url, text.substring(0, end), text.length() - end));
    if (smallest.size() > most) {
      smallest.pollLast();
    }
  }

  /** Writes them as JSONL. */
  void write(Path file) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (Map.Entry<Verdict.Drop, TreeSet<Sample>> entry : samples.entrySet()) {
        for (Sample sample : entry.getValue()) {
          Map<String, Object> line = new LinkedHashMap<>();
          line.put("rule", entry.getKey().rule());
          line.put("reason", entry.getKey().reason());
          line.put("id", sample.name());
          line.put("url", sample.url());
          line.put("excerpt", sample.excerpt());
          line.put("more", sample.rest());
          lines.write(LINE.writeValueAsString(line));
          lines.write('\n');
        }
      }
    }
  }

  /** The same to read: each text indented below what dropped it. */
  String text() {
    StringBuilder text = new StringBuilder();
    samples.forEach(
        (drop, smallest) -> {
          text.append("== ").append(drop.rule()).append(": ").append(drop.reason()).append("\n\n");
          for (Sample sample : smallest) {
            text.append(sample.name()).append("  ").append(sample.url()).append('\n');
            sample.excerpt().lines().forEach(line -> text.append("  | ").append(line).append('\n'));
            if (sample.rest() > 0) {
              text.append(
                  String.format(Locale.ROOT, "  ... and %,d characters more%n", sample.rest()));
            }
            text.append('\n');
          }
        });
    return Terminal.safe(text.toString());
  }
}
