package org.estover.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
      })
  void whatTheSchemaRefusesTheReaderRefuses(String plan) throws IOException {
    assertThat(schema().validate(yaml(plan))).isNotEmpty();
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> RunPlan.parse(Path.of("plan.yaml"), plan)))
        .isInstanceOf(PlanException.class);
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
