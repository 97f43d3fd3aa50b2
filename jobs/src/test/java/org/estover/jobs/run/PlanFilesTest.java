package org.estover.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estover.dedupe.near.NearConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files below {@code infra/plans}; {@code -Destover.rewrite=true} writes the generated ones.
 */
final class PlanFilesTest {
  private static final Path PLANS = Path.of("..", "infra", "plans");
  private static final String MINIMAL =
      """
      corpus: example
      sources:
        web: {type: web, seeds: ["https://example.org/"], sites: {example.org: {}}}
        warc: {type: warc, files: data/*}
        jsonl: {type: jsonl, files: data/*}
        parquet: {type: parquet, files: data/*}
        archive: {type: archive, files: data/*}
        documents: {type: documents, reader: wikipedia, files: data/*}
      """;

  @Test
  void schemaFileIsWhatTheKeysSay() throws IOException {
    assertFile("plan.schema.json", PlanSchema.json());
  }

  @Test
  void defaultsFileIsWhatTheKeysSay() throws IOException {
    assertFile("defaults.yaml", PlanDefaults.yaml());
  }

  @Test
  void absentKeysMeanWhatTheDefaultsFileWrites() throws IOException {
    RunPlan written = RunPlan.load(PLANS.resolve("defaults.yaml"));
    RunPlan absent = RunPlan.parse(PLANS.resolve("minimal.yaml"), MINIMAL);
    assertThat(written.settings().values()).isEqualTo(absent.settings().values());
    assertThat(written.sources()).isEqualTo(absent.sources());
    assertThat(written.dedupe()).isEqualTo(absent.dedupe());
    assertThat(written.filter()).isEqualTo(absent.filter());
    assertThat(written.order()).isEqualTo(absent.order());
    assertThat(written.release()).isEqualTo(absent.release());
    assertThat(written.rights()).isEqualTo(absent.rights());
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults.yaml", "demo.yaml"})
  void shippedPlansFollowTheSchema(String name) throws IOException {
    assertThat(schema().validate(yaml(Files.readString(PLANS.resolve(name))))).isEmpty();
    assertThat(RunPlan.load(PLANS.resolve(name)).sources()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "corpus: a\nsources: {w: {type: warc}}",
        "corpus: a\nsources: {w: {type: wrac, files: x}}",
        "corpus: a\nsources: {W: {type: warc, files: x}}",
        "corpus: a\nsources: {w: {type: warc, files: x, sites: {}}}",
        "corpus: a\nsources: {w: {type: warc, files: x}}\nfilter: {max-document: 64}",
        "corpus: a\nsources: {w: {type: warc, files: x}}\ndedupe: {near: maybe}",
        "corpus: a\nsources: {w: {type: warc, files: x}}\ndeduplicate: {}",
        "corpus: a\nsources: {}",
        "sources: {w: {type: warc, files: x}}",
        "corpus: ../../x\nsources: {w: {type: warc, files: x}}",
        "corpus: a\nsources: {w_b: {type: warc, files: x}}",
        "corpus: a\nsources: {w: {type: warc, files: ''}}",
        "corpus: a\nsources: {w: {type: web, seeds: open.test}}",
        "corpus: a\nsources: {w: {type: jsonl, files: x, fields: {text: ''}}}",
      })
  void whatTheSchemaRefusesTheReaderRefuses(String plan) throws IOException {
    assertThat(schema().validate(yaml(plan))).isNotEmpty();
    assertThat(catchThrowable(() -> RunPlan.parse(Path.of("plan.yaml"), plan)))
        .isInstanceOf(PlanException.class);
  }

  /** The path of a file for plans that nothing else is read of. */
  private static String filled(String name, String text) {
    Path file = Path.of("target").toAbsolutePath().resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  /** Per key: a plan with one gap, what is too small or too large for it, and what just fits. */
  static Stream<Arguments> bounds() {
    String warc = "corpus: a\nsources: {s: {type: warc, files: x}}\n";
    String source = "corpus: a\nsources: {s: {type: warc, files: x, KEY}}\n";
    String web = "corpus: a\nsources: {s: {type: web, seeds: 'http://a.test/', KEY}}\n";
    String dedupe = warc + "dedupe: {KEY}\n";
    String personal = warc + "personal-data: {action: drop, KEY}\n";
    String list = filled("word.txt", "word\n");
    String soft = warc + "filter: {url-soft-words: " + list + ", KEY}\n";
    String words = warc + "filter: {word-blocklists: {any: " + list + "}, KEY}\n";
    String kept = words.replace("KEY", "word-blocklist-keep: 0.1, KEY");
    String most = "2147483647";
    String more = "2147483648";
    String longest = "999999999999999999";
    return Stream.of(
        arguments(soft, "url-soft-threshold", List.of("0", more), List.of("1", most)),
        arguments(words, "word-blocklist-keep", List.of("1.1", "2"), List.of("0", "1")),
        arguments(kept, "word-blocklist-seed", List.of(longest + "0"), List.of("0", longest)),
        arguments(dedupe, "bands", List.of("0", "4097"), List.of("1", "512")),
        arguments(
            warc + "dedupe: {spans: keep-one, KEY}\n",
            "span-bytes",
            List.of("0", "1048577"),
            List.of("1", "1048576")),
        arguments(dedupe, "rows", List.of("0", "4097"), List.of("1", "170")),
        arguments(dedupe, "shingle-words", List.of("0", more), List.of("1", most)),
        arguments(dedupe, "threshold", List.of("0", "5", "1.1"), List.of("0.000000001", "1")),
        arguments(dedupe, "hold-out", List.of("1.1", "2"), List.of("0", "1", "0.000000001")),
        arguments(
            warc + "dedupe: {hold-out: 0.1, KEY}\n",
            "hold-out-seed",
            List.of(longest + "0"),
            List.of("0", longest)),
        arguments(
            warc + "evals: {sets: {a: b}, KEY}\n", "limit", List.of("0", more), List.of("1", most)),
        arguments(warc + "filter: {KEY}\n", "max-document", List.of("0B", "0MiB"), List.of("1B")),
        arguments(warc + "order: {KEY}\n", "sequence-tokens", List.of("0", most), List.of("1")),
        arguments(warc + "order: {KEY}\n", "seed", List.of(longest + "0"), List.of("0", longest)),
        arguments(
            warc + "release: {KEY}\n", "shard-tokens", List.of("0", more), List.of("1", most)),
        arguments(source, "weight", List.of("0", "0.0"), List.of("0.000000001")),
        arguments(
            source.replace("KEY", "languages: en, KEY"),
            "language-probability",
            List.of("1.1", "2"),
            List.of("0", "1", "0.65")),
        arguments(source, "priority", List.of(more), List.of("0", most)),
        arguments(web, "max-page", List.of("0B", "00KiB"), List.of("1B", "010KiB")),
        arguments(web, "timeout", List.of("0s", "0ms"), List.of("1ms")),
        arguments(web, "delay", List.of("1"), List.of("0ms", "0s")),
        arguments(web, "max-pages", List.of("0", more), List.of("1", most)),
        arguments(web, "max-host-pages", List.of("0", more), List.of("1", most)),
        arguments(web, "max-wire", List.of("0B"), List.of("1B")),
        arguments(web, "max-ratio", List.of("0", more), List.of("1", most)),
        arguments(web, "min-rate", List.of("1"), List.of("0B", "1KiB")),
        arguments(web, "max-header", List.of("0B"), List.of("1B", "1MiB")),
        arguments(web, "max-header-fields", List.of("0", more), List.of("1", most)),
        arguments(web, "max-redirects", List.of(more), List.of("0", most)),
        arguments(web, "max-path-segments", List.of("0", more), List.of("1", most)),
        arguments(web, "max-segment-repeats", List.of("0", more), List.of("1", most)),
        arguments(web, "max-query-variants", List.of("0", more), List.of("1", most)),
        arguments(web, "yield-pages", List.of(more), List.of("0", most)),
        arguments(web, "max-wait", List.of("1"), List.of("0s", "24h")),
        arguments(personal, "most", List.of(more), List.of("0", most)),
        arguments(web, "max-retries", List.of("101"), List.of("0", "100")),
        arguments(web, "max-depth", List.of(more), List.of("0", most)),
        arguments(web, "seed", List.of(longest + "0"), List.of("0", longest)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("bounds")
  void schemaAndReaderAgreeOnTheSmallestAndTheLargest(
      String plan, String key, List<String> refused, List<String> allowed) throws IOException {
    for (String value : refused) {
      String yaml = plan.replace("KEY", key + ": " + value);
      assertThat(schema().validate(yaml(yaml))).as(yaml).isNotEmpty();
      assertThat(catchThrowable(() -> RunPlan.parse(Path.of("plan.yaml"), yaml)))
          .isInstanceOf(PlanException.class)
          .hasMessageMatching(
              "plan\\.yaml:[23]: \""
                  + key
                  + "\" is .*, not \""
                  + value
                  + "\"(; write the unit.*)?");
    }
    for (String value : allowed) {
      String yaml = plan.replace("KEY", key + ": " + value);
      assertThat(schema().validate(yaml(yaml))).as(yaml).isEmpty();
      RunPlan.DedupePlan dedupe = RunPlan.parse(Path.of("plan.yaml"), yaml).dedupe();
      double threshold = Double.parseDouble(dedupe.threshold());
      new NearConfig(dedupe.bands(), dedupe.rows(), dedupe.shingleWords(), threshold);
    }
  }

  @Test
  void everyNumberOfAPlanStandsAmongTheBounds() {
    Set<String> tried =
        bounds().map(row -> (String) row.get()[1]).collect(Collectors.toCollection(TreeSet::new));
    Stream<PlanKey> keys =
        Stream.concat(
            PlanKeys.sections().values().stream().flatMap(List::stream),
            PlanKeys.TYPE.choices().stream().flatMap(type -> PlanKeys.source(type).stream()));
    assertThat(keys.filter(key -> key.kind().isNumber()).map(PlanKey::name).distinct())
        .containsExactlyInAnyOrderElementsOf(tried);
  }

  @Test
  void bandsAndRowsAreTooManyTogether() {
    String plan = "corpus: a\nsources: {s: {type: warc, files: x}}\ndedupe:\n  rows: 300\n";
    assertThat(catchThrowable(() -> RunPlan.parse(Path.of("plan.yaml"), plan)))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "plan.yaml:4: 24 \"bands\" of 300 \"rows\" make a signature of 7200 places, at most"
                + " 4096 fit; lower one of the two");
  }

  private static void assertFile(String name, String expected) throws IOException {
    Path file = PLANS.resolve(name);
    if (Boolean.getBoolean("estover.rewrite")) {
      Files.createDirectories(PLANS);
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file)).isEqualTo(expected);
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(PlanSchema.json());
  }

  private static JsonNode yaml(String text) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(text);
  }
}
