package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans whose sources are other files, or have other fields, than they say. */
final class WrongFieldsTest {
  @TempDir private Path folder;

  @Test
  void aTableWithoutTheTextsColumnIsFoundByTheDryRun() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/first.parquet"), "no table\n");
    writeTable(folder.resolve("data/rows.parquet"));
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: a\nsources:\n  s:\n    type: parquet\n    files: data/*.parquet\n");
    Shell shell = new Shell(folder);
    for (String[] command :
        new String[][] {{"run", "plan.yaml", "--dry-run"}, {"run", "plan.yaml"}}) {
      assertThat(shell.run(command)).isEqualTo(2);
      assertThat(shell.err())
          .contains(
              "plan.yaml:5: rows.parquet has no column \"text\"; it has content, info.link,"
                  + " info.license: set fields.text");
    }
    Files.writeString(
        folder.resolve("plan.yaml"), "    fields: {text: content}\n", StandardOpenOption.APPEND);
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).as(shell.err()).isZero();
  }

  @Test
  void whatHoldsNoTextIsToldWithItsCure() throws IOException {
    Files.writeString(
        folder.resolve("other.jsonl"),
        """
        {"body": "One text.", "meta": {"url": "http://a.test/"}, "tags": ["x"]}
        {"body": "Another text."}
        """);
    Files.writeString(
        folder.resolve("plan.yaml"),
        """
        corpus: a
        sources:
          lines: {type: jsonl, files: other.jsonl}
          tables: {type: parquet, files: other.jsonl}
        """);
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml", "--master", "local[1]", "--json")).isEqualTo(1);
    assertThat(shell.err())
        .contains(
            "warning: other.jsonl: no record has the field \"text\"; the first one has body,"
                + " meta.url: set fields.text of the source \"lines\"")
        .contains("(not-parquet); kept in 01-crawl/aside/")
        .contains("; give its source the type of its files, such as jsonl");
    assertThat(Json.tree(shell.out()).at("/stages/01-crawl/documents/aside/no-text").asInt())
        .isEqualTo(2);
    assertThat(Json.tree(shell.out()).path("warnings")).hasSize(3);
    assertThat(shell.run("status", "--json")).isZero();
    assertThat(Json.tree(shell.out()).at("/stages/01-crawl/documents").asInt(-1)).isZero();
    assertThat(Json.tree(shell.out()).at("/stages/01-crawl/seconds").asInt(-1)).isNotNegative();
    assertThat(Json.tree(shell.out()).at("/stages/07-release/documents").isMissingNode()).isTrue();
  }

  private static void writeTable(Path file) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required binary content (STRING);"
                + " required group info { required binary link (STRING);"
                + " required binary license (STRING); } }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .build()) {
      SimpleGroup row = new SimpleGroup(schema);
      row.add("content", "a text");
      Group info = row.addGroup("info");
      info.add("link", "http://a.test/");
      info.add("license", "MIT");
      writer.write(row);
    }
  }
}
