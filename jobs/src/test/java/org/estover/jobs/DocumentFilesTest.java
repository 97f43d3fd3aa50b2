package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.PublishedRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.TokenRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.DocumentFiles;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.Cards;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents of a release in Parquet, against a walk over everything that they come from. */
final class DocumentFilesTest {
  private static final String FAIL_FIRST_ATTEMPTS = "estover.fail-first-attempts";

  @TempDir static Path folder;

  private static RunFolder run = RunFolder.at(Path.of("unset"));

  @SuppressWarnings("NullAway.Init") // opened before every test
  private static Release release;

  private int copies;

  @BeforeAll
  static void walk() throws IOException {
    Path plan = TestCorpus.write(folder.resolve("corpus"), 42);
    run = RunFolder.at(folder.resolve("run"));
    try (Walk walk = Walk.in(run, EngineSettings.of("local[2]"))) {
      Corridor.run(RunPlan.load(plan), run, walk.workplace());
    }
    release = Release.open(run.folder(StageName.RELEASE));
  }

  private DocumentFiles.Written write(Path to, @Nullable RunFolder from, EngineSettings settings)
      throws IOException {
    Files.createDirectories(to);
    try (Engine engine = new Engine(settings, folder.resolve("scratch-" + copies++))) {
      return DocumentFiles.write(
          release, Tokenizer.gpt2(), "", from, to, engine, Progress.silent());
    }
  }

  private static List<PublishedRow> rows(Path to, DocumentFiles.Written written)
      throws IOException {
    List<PublishedRow> rows = new ArrayList<>();
    for (Cards.DataFile file : written.files()) {
      try (RowReader<PublishedRow> reader =
          RowReader.open(PublishedRow.TYPE, to.resolve(file.path()))) {
        for (PublishedRow row = reader.next(); row != null; row = reader.next()) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** Every document of the release in its order, with its row of 02 found by a look at all. */
  private static List<PublishedRow> expected() throws IOException {
    Map<String, DocumentRow> kept = new HashMap<>();
    Path documents = run.folder(StageName.EXTRACT).resolve("documents");
    Map<String, VerdictRow> judged = new HashMap<>();
    Path tokens = run.folder(StageName.TOKENIZE).resolve("tokens");
    Path verdicts = run.folder(StageName.FILTER).resolve("verdicts");
    try (var files = Files.list(documents)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        try (RowReader<DocumentRow> texts = RowReader.open(DocumentRow.TYPE, file);
            RowReader<VerdictRow> decided =
                RowReader.open(VerdictRow.TYPE, verdicts.resolve(file.getFileName()));
            RowReader<TokenRow> encoded =
                RowReader.open(TokenRow.TYPE, tokens.resolve(file.getFileName()))) {
          for (DocumentRow row = texts.next(); row != null; row = texts.next()) {
            VerdictRow verdict = decided.required();
            if (encoded.required().tokens() != null) {
              kept.put(DocumentId.of(row.id()).toString(), row);
              judged.put(DocumentId.of(row.id()).toString(), verdict);
            }
          }
        }
      }
    }
    List<PublishedRow> rows = new ArrayList<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (long number = 0; number < table.rowCount(); number++) {
          var place = table.row(number);
          DocumentRow row = Objects.requireNonNull(kept.get(place.document().id()));
          VerdictRow verdict = Objects.requireNonNull(judged.get(place.document().id()));
          rows.add(
              new PublishedRow(
                  place.document().id(),
                  row.text(),
                  row.uri(),
                  row.source(),
                  row.license(),
                  row.holder(),
                  row.rights(),
                  row.rightsReason(),
                  row.offer(),
                  verdict.decision(),
                  row.fetchedAt(),
                  row.file(),
                  row.offset(),
                  HexFormat.of().formatHex(row.textSha256()),
                  place.tokens(),
                  shard.bin().name(),
                  number,
                  place.tokenStart()));
        }
      }
    }
    assertThat(rows).hasSize(kept.size());
    return rows;
  }

  @Test
  void everyDocumentIsThereWithAllThatIsKnownOfIt() throws IOException {
    Path to = folder.resolve("all");
    DocumentFiles.Written written = write(to, run, EngineSettings.of("local[2]"));
    assertThat(rows(to, written)).isEqualTo(expected());
    assertThat(written.documents()).isEqualTo(release.content().documents());
    assertThat(written.normalized()).isZero();
    assertThat(written.files()).hasSameSizeAs(release.content().shards());
    assertThat(written.files().get(0).path()).startsWith("data/books/train-00000-of-0000");
    assertThat(rows(to, written)).extracting(PublishedRow::file).contains("web.warc.gz");
    assertThat(rows(to, written)).allMatch(row -> row.decision().matches("dec_[0-9a-f]{32}"));
    assertThat(rows(to, written))
        .extracting(PublishedRow::fetchedAt)
        .contains("2026-01-02T03:04:05Z");
  }

  @Test
  void theRowsAreTheSameForAnyNumberOfWorkersAndAttempts() throws IOException {
    DocumentFiles.Written one = write(folder.resolve("one"), run, EngineSettings.of("local[1]"));
    DocumentFiles.Written seven =
        write(folder.resolve("seven"), run, EngineSettings.of("local[2]").withPartitions(7));
    System.setProperty(FAIL_FIRST_ATTEMPTS, "true");
    DocumentFiles.Written again;
    try {
      again = write(folder.resolve("again"), run, EngineSettings.of("local[2]"));
    } finally {
      System.clearProperty(FAIL_FIRST_ATTEMPTS);
    }
    List<PublishedRow> rows = rows(folder.resolve("one"), one);
    assertThat(rows(folder.resolve("seven"), seven)).isEqualTo(rows);
    assertThat(rows(folder.resolve("again"), again)).isEqualTo(rows);
    for (DocumentFiles.Written other : List.of(seven, again)) {
      assertThat(other.rows()).isEqualTo(one.rows());
      assertThat(other.bytes()).isEqualTo(one.bytes());
      assertThat(other.files()).extracting(Cards.DataFile::path).isEqualTo(paths(one));
    }
  }

  private static List<String> paths(DocumentFiles.Written written) {
    return written.files().stream().map(Cards.DataFile::path).toList();
  }

  @Test
  void withoutARunWhatOnlyItKnowsIsEmpty() throws IOException {
    Path to = folder.resolve("without");
    DocumentFiles.Written written = write(to, null, EngineSettings.of("local[2]"));
    List<PublishedRow> expected = new ArrayList<>();
    for (PublishedRow row : expected()) {
      expected.add(
          new PublishedRow(
              row.id(),
              row.text(),
              row.url(),
              row.source(),
              row.license(),
              row.rightsHolder(),
              row.rights(),
              "",
              "",
              "",
              "",
              "",
              -1,
              row.textSha256(),
              row.tokens(),
              row.shard(),
              row.shardRow(),
              row.tokenStart()));
    }
    assertThat(rows(to, written)).isEqualTo(expected);
  }

  @Test
  void aRunThatKeptOtherDocumentsIsRefused() throws IOException {
    Path plan = TestCorpus.write(folder.resolve("other-corpus"), 43);
    RunFolder other = RunFolder.at(folder.resolve("other-run"));
    try (Walk walk = Walk.in(other, EngineSettings.of("local[2]"))) {
      Corridor.run(RunPlan.load(plan), other, walk.workplace());
    }
    Path to = folder.resolve("refused");
    assertThatThrownBy(() -> write(to, other, EngineSettings.of("local[1]")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("doc_")
        .hasMessageContaining("name the run that made the release with --run-dir");
  }

  @Test
  void strangersCanSkipWhatTheyDoNotLookFor() throws IOException {
    Path to = folder.resolve("indexed");
    DocumentFiles.Written written = write(to, null, EngineSettings.of("local[1]"));
    Path file = to.resolve(written.files().get(0).path());
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      assertThat(reader.getFileMetaData().getKeyValueMetaData())
          .containsEntry("estover.release", release.id());
      for (ColumnChunkMetaData column : reader.getFooter().getBlocks().get(0).getColumns()) {
        boolean isText = column.getPath().toDotString().equals("text");
        assertThat(column.getColumnIndexReference() == null)
            .as(column.toString())
            .isEqualTo(isText);
      }
    }
  }

  @Test
  void theColumnsAreThoseThatTheCardDescribes() throws IOException {
    Path to = folder.resolve("columns");
    DocumentFiles.Written written = write(to, null, EngineSettings.of("local[1]"));
    Path file = to.resolve(written.files().get(0).path());
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      List<String> names =
          reader.getFileMetaData().getSchema().getFields().stream()
              .map(field -> field.getName() + " " + field.asPrimitiveType().getPrimitiveTypeName())
              .toList();
      assertThat(names)
          .isEqualTo(
              PublishedRow.COLUMNS.stream()
                  .map(c -> c.name() + (c.isNumber() ? " INT64" : " BINARY"))
                  .toList());
    }
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith("PAR1");
  }
}
