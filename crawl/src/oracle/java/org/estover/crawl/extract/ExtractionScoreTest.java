package org.estover.crawl.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How well the extractor does on pages whose wanted and unwanted strings are known: a wanted string
 * found is a true positive, one missing a false negative, an unwanted one found a false positive.
 *
 * <p>The pages are split by a digest of their host. Rules were made on one half; the other half was
 * not looked at, and says what to expect of pages that nobody looked at. Every page is scored, also
 * those that ask not to be kept, which a run leaves out: other extractors were measured so.
 */
final class ExtractionScoreTest {
  private static final Path SHARED = Path.of(System.getProperty("estover.shared"));

  /** Counts of strings of some pages. */
  private static final class Score {
    private int pages;
    private int found;
    private int missing;
    private int wrong;

    private void add(String text, EvalPages.Page page) {
      pages++;
      for (String wanted : page.wanted()) {
        found += text.contains(wanted) ? 1 : 0;
        missing += text.contains(wanted) ? 0 : 1;
      }
      wrong += (int) page.unwanted().stream().filter(text::contains).count();
    }

    private double f1() {
      return 2.0 * found / (2.0 * found + wrong + missing);
    }

    private String row(String name) {
      return String.format(
          Locale.ROOT,
          "%-12s %5d pages  P %.3f  R %.3f  F1 %.3f%n",
          name,
          pages,
          found / Math.max(1.0, found + wrong),
          found / Math.max(1.0, found + missing),
          f1());
    }
  }

  @Test
  void wantedStringsAreFoundAndUnwantedOnesAreNot() throws IOException {
    List<EvalPages.Page> pages = EvalPages.read(SHARED);
    Map<String, String> texts = new TreeMap<>();
    Map<String, Score> scores = new TreeMap<>();
    for (EvalPages.Page page : pages) {
      String text = new HtmlExtractor().extract(page.html(), page.charset(), page.address()).text();
      texts.put(page.address(), text);
      String half = page.sealed() ? "sealed" : "development";
      for (String group : List.of("all", half, "lang " + page.language())) {
        scores.computeIfAbsent(group, name -> new Score()).add(text, page);
      }
    }
    writeForTheReferenceScorer(texts);
    StringBuilder table = new StringBuilder();
    scores.forEach((name, score) -> table.append(score.row(name)));
    Files.writeString(Path.of("target", "extraction.txt"), table);
    assertThat(pages).hasSize(990);
    assertThat(score(scores, "development").f1()).as(table.toString()).isGreaterThan(0.94);
    assertThat(score(scores, "sealed").f1()).as(table.toString()).isGreaterThan(0.93);
  }

  private static Score score(Map<String, Score> scores, String name) {
    return scores.getOrDefault(name, new Score());
  }

  private static void writeForTheReferenceScorer(Map<String, String> texts) throws IOException {
    Path out = Path.of("target", "extraction.jsonl");
    try (JsonGenerator json =
        new JsonFactory().createGenerator(Files.newBufferedWriter(out, UTF_8))) {
      json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
      for (Map.Entry<String, String> page : texts.entrySet()) {
        json.writeStartObject();
        json.writeStringField("url", page.getKey());
        json.writeStringField("text", page.getValue());
        json.writeEndObject();
      }
    }
  }
}
