package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.estover.jobs.rows.PublishedRow;
import org.estover.jobs.rows.RowReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentsCommandTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
  }

  private void fine(String... arguments) {
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
  }

  private void refused(String message, String... arguments) {
    assertThat(shell.run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
    assertThat(shell.err()).contains(message);
  }

  @Test
  void aRunsDocumentsAreADataSetThatDescribesItself() throws Exception {
    fine("init", "corpus");
    fine("run", "corpus/plan.yaml");
    fine(
        "release",
        "documents",
        "--to",
        "set",
        "--creator",
        "The Trust: \"all\"",
        "--language",
        "en",
        "--url",
        "https://trust.example/set",
        "--json");
    JsonNode data = Json.tree(shell.out());
    assertThat(data.path("documents").asInt()).isEqualTo(3);
    assertThat(data.path("withRun").asBoolean()).isTrue();
    Path set = folder.resolve("set");
    try (var files = Files.list(set)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("README.md", "LICENSE.md", "croissant.json", "data");
    }
    JsonNode card = metadata(set);
    assertThat(card.path("license")).extracting(JsonNode::asText).containsExactly("cc0-1.0");
    assertThat(card.path("pretty_name").asText()).isEqualTo("my-corpus");
    assertThat(card.path("configs")).hasSize(2);
    JsonNode split = card.path("dataset_info").path(0).path("splits").path(0);
    assertThat(split.path("num_examples").asInt()).isEqualTo(3);
    JsonNode croissant = Json.tree(Files.readString(set.resolve("croissant.json")));
    assertThat(croissant.path("creator").path("name").asText()).isEqualTo("The Trust: \"all\"");
    List<PublishedRow> rows = new ArrayList<>();
    int files = 0;
    for (JsonNode resource : croissant.path("distribution")) {
      if (resource.path("@type").asText().equals("cr:FileObject")) {
        Path file = set.resolve(resource.path("contentUrl").asText());
        assertThat(sha256(file)).isEqualTo(resource.path("sha256").asText());
        assertThat(Files.size(file) + " B").isEqualTo(resource.path("contentSize").asText());
        if (file.toString().endsWith(".parquet")) {
          rows.addAll(rows(file));
          files++;
        }
      }
    }
    assertThat(Files.readAllLines(set.resolve("data/files.txt"))).hasSize(files);
    assertThat(rows).hasSize(3).allMatch(row -> row.file().equals("sample.jsonl"));
    assertThat(rows).extracting(PublishedRow::url).contains("https://example.org/ledger");
    assertThat(rows).extracting(PublishedRow::text).anyMatch(t -> t.startsWith("To keep a ledger"));
    assertThat(croissant.path("recordSet").path(0).path("field"))
        .extracting(field -> field.path("name").asText())
        .isEqualTo(card.path("dataset_info").path(0).path("features").findValuesAsText("name"));
    refused("set: exists already", "release", "documents", "--to", "set");
    refused("neither a folder", "release", "documents", "corpus", "--to", "x");
  }

  private static JsonNode metadata(Path set) throws IOException {
    String readme = Files.readString(set.resolve("README.md"));
    String yaml = readme.substring(4, readme.indexOf("\n---\n", 4));
    return new ObjectMapper(new YAMLFactory()).readTree(yaml);
  }

  private static List<PublishedRow> rows(Path file) throws IOException {
    List<PublishedRow> rows = new ArrayList<>();
    try (RowReader<PublishedRow> reader = RowReader.open(PublishedRow.TYPE, file)) {
      for (PublishedRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }

  @Test
  void aReleasesOwnFilesAreDescribed() throws IOException {
    ReconstructionCommandsTest.write(folder, "rel", 20);
    fine("ledger", "init", "--name", "Commons Trust");
    fine("release", "card", "rel", "--to", "card");
    JsonNode croissant = Json.tree(Files.readString(folder.resolve("card/croissant.json")));
    assertThat(croissant.path("creator").path("name").asText()).isEqualTo("Commons Trust");
    assertThat(croissant.path("datePublished").asText()).isEqualTo("2026-11-21");
    assertThat(croissant.path("distribution"))
        .extracting(file -> file.path("contentUrl").asText())
        .hasSize(3)
        .allMatch(name -> Files.exists(folder.resolve("rel").resolve(name)));
    assertThat(croissant.has("recordSet")).isFalse();
    assertThat(folder.resolve("card/README.md")).content().contains("license:\n- \"cc0-1.0\"");
    refused("card/README.md: exists already", "release", "card", "rel", "--to", "card");
    refused("MAJOR.MINOR.PATCH", "release", "card", "rel", "--edition", "1");
  }

  @Test
  void anotherTokenizerOrRunIsRefused() throws IOException {
    ReconstructionCommandsTest.write(folder, "rel", 20);
    fine("init", "corpus");
    fine("run", "corpus/plan.yaml", "--run-dir", "run");
    refused("made rel_", "release", "documents", "rel", "--run-dir", "run", "--to", "x");
    String texts = "corpus/data/sample.jsonl";
    fine("tokenizer", "train", "--input", texts, "--vocabulary-size", "300", "--out", "own.json");
    refused("was made with tokenizer", "release", "documents", "rel", "--tokenizer", "own.json");
    refused("no Spark master", "release", "documents", "rel", "--master", "here");
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
