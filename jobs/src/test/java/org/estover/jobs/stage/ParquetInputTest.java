package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.Component;
import org.estover.crawl.source.FieldMapping;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.LicenseAliases;
import org.estover.crawl.source.ParquetSource;
import org.estover.crawl.source.SourceItem;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetInputTest {
  private static final ParquetSource SOURCE =
      new ParquetSource(
          Component.named("table").asserting("MIT", "Somebody"),
          List.of(),
          new FieldMapping("rule", "uri", "", "license", "holder", ""),
          LicenseAliases.NONE);

  @TempDir Path folder;
  private final List<SourceItem> items = new ArrayList<>();
  private final List<Aside> asides = new ArrayList<>();

  @Test
  void columnsMeanWhatTheMappingSays() throws IOException {
    Path file = write(row("a text", "http://a.test/", "Apache-2.0", "A"), row("other", "", "", ""));
    read(file);
    assertThat(asides).isEmpty();
    assertThat(items).extracting(SourceItem::uri).containsExactly("http://a.test/", "");
    assertThat(items).extracting(SourceItem::license).containsExactly("Apache-2.0", "MIT");
    assertThat(items).extracting(SourceItem::holder).containsExactly("A", "Somebody");
    assertThat(new String(items.get(0).payload(), StandardCharsets.UTF_8)).isEqualTo("a text");
  }

  @Test
  void aRowWithoutTextIsSetAside() throws IOException {
    read(write(row("", "http://a.test/", "", ""), row("x", "", "", "")));
    assertThat(items).hasSize(1);
    assertThat(asides).containsExactly(new Aside("table.parquet", 0, "no-text", ""));
  }

  @Test
  void whatIsNoParquetFileIsSetAside() throws IOException {
    Path file = Files.writeString(folder.resolve("table.parquet"), "not a table");
    read(file);
    assertThat(items).isEmpty();
    assertThat(asides).extracting(Aside::reason).containsExactly("parquet-damaged");
    assertThat(asides.get(0).excerpt()).startsWith("table.parquet is not a Parquet file");
  }

  @Test
  void anEmptyFileIsSetAside() throws IOException {
    read(Files.createFile(folder.resolve("table.parquet")));
    assertThat(asides).extracting(Aside::reason).containsExactly("empty-file");
  }

  private void read(Path file) throws IOException {
    ItemSink sink =
        new ItemSink() {
          @Override
          public void item(SourceItem item) {
            items.add(item);
          }

          @Override
          public void aside(Aside aside) {
            asides.add(aside);
          }
        };
    ParquetInput.read(SOURCE, file, "table.parquet", sink);
  }

  private Path write(GroupRow... rows) throws IOException {
    Path file = folder.resolve("table.parquet");
    try (RowWriter<GroupRow> writer = RowWriter.create(GroupRow.TYPE, file)) {
      for (GroupRow row : rows) {
        writer.write(row);
      }
      writer.commit();
    }
    return file;
  }

  private static GroupRow row(String text, String uri, String license, String holder) {
    return new GroupRow(new byte[0], new byte[0], text, "", uri, license, holder);
  }
}
