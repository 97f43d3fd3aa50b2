package org.estover.crawl.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WarcSource;
import org.junit.jupiter.api.Test;

/**
 * How well the extractor does on pages whose wanted and unwanted strings are known: a wanted string
 * found is a true positive, one missing a false negative, an unwanted one found a false positive.
 */
final class ExtractionScoreTest {
  private static final Path SHARED = Path.of(System.getProperty("estover.shared"));

  /** The strings that a page's text should hold and should not hold. */
  private record Gold(List<String> wanted, List<String> unwanted) {}

  @Test
  void wantedStringsAreFoundAndUnwantedOnesAreNot() throws IOException {
    Map<String, Gold> gold = gold();
    Map<String, String> texts = texts();
    writeForTheReferenceScorer(texts);
    int found = 0;
    int missing = 0;
    int wrong = 0;
    int pages = 0;
    for (Map.Entry<String, Gold> page : gold.entrySet()) {
      String text = texts.get(page.getKey().replaceAll("[\\s\\x00-\\x1f]", "%20"));
      if (text == null) {
        continue;
      }
      pages++;
      for (String wanted : page.getValue().wanted) {
        found += text.contains(wanted) ? 1 : 0;
        missing += text.contains(wanted) ? 0 : 1;
      }
      wrong += (int) page.getValue().unwanted.stream().filter(text::contains).count();
    }
    assertThat(pages).isEqualTo(990);
    assertThat(2.0 * found / (2.0 * found + wrong + missing)).as("F1").isGreaterThan(0.85);
  }

  private static Map<String, String> texts() throws IOException {
    Map<String, String> texts = new HashMap<>();
    SourceReader.read(
        new WarcSource(TestComponent.named("eval"), List.of()),
        SHARED.resolve("data/warc/trafilatura-eval.warc.gz"),
        "eval",
        ReadLimits.DEFAULT,
        new ItemSink() {
          @Override
          public void item(SourceItem item) {
            Extraction extraction = Extractor.extract(item);
            String text = extraction instanceof Extraction.Extracted found ? found.text() : "";
            texts.put(item.uri(), text);
          }

          @Override
          public void aside(Aside aside) {
            throw new AssertionError(aside);
          }
        });
    return texts;
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

  private static Map<String, Gold> gold() throws IOException {
    Map<String, Gold> gold = new HashMap<>();
    Path file = SHARED.resolve("data/eval/trafilatura-evaldata.json");
    try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String url = json.currentName();
        json.nextToken();
        List<String> wanted = new ArrayList<>();
        List<String> unwanted = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (name.equals("with")) {
            strings(json, wanted);
          } else if (name.equals("without")) {
            strings(json, unwanted);
          } else {
            json.skipChildren();
          }
        }
        gold.put(url, new Gold(wanted, unwanted));
      }
    }
    return gold;
  }

  private static void strings(JsonParser json, List<String> into) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        into.add(json.getText());
      }
    }
  }
}
