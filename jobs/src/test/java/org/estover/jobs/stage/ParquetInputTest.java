package org.estover.jobs.stage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.Component;
import org.estover.crawl.source.FieldMapping;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.JsonlSource;
import org.estover.crawl.source.LicenseAliases;
import org.estover.crawl.source.ParquetSource;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ParquetInputTest {
  private static final ParquetSource SOURCE =
      new ParquetSource(
          new Component("table", "1", "none", "MIT", "Somebody", Component.DEFAULT_PRIORITY),
          List.of(),
          new FieldMapping("rule", "uri", "", "license", "holder", ""),
          LicenseAliases.NONE);

  private static final int ROWS = 30;
  private static final int FLIPS = Boolean.getBoolean("full") ? 20_000 : 500;
  private static final String DATE = "2020-01-02T03:04:05Z";
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message m { optional binary text; optional binary url (STRING);"
              + " optional binary id (STRING); optional binary license (STRING);"
              + " optional binary holder (STRING); optional binary date (STRING); }");

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
    assertThat(new String(items.get(0).payload(), UTF_8)).isEqualTo("a text");
  }

  @Test
  void aRowWithoutTextIsSetAside() throws IOException {
    read(write(row("", "http://a.test/", "", ""), row("x", "", "", "")));
    assertThat(items).hasSize(1);
    assertThat(asides)
        .containsExactly(new Aside("table.parquet", 0, "no-text", "", "http://a.test/"));
  }

  @Test
  void whatIsNoParquetFileIsSetAside() throws IOException {
    Path file = Files.writeString(folder.resolve("table.parquet"), "not a table");
    read(file);
    assertThat(items).isEmpty();
    assertThat(asides).extracting(Aside::reason).containsExactly("not-parquet");
    assertThat(asides.get(0).excerpt()).startsWith("table.parquet is not a Parquet file");
  }

  @Test
  void aParquetFileThatWasCutIsDamaged() throws IOException {
    Path file = write(row("a text", "", "", ""));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
    read(file);
    assertThat(asides).extracting(Aside::reason).containsExactly("parquet-damaged");
  }

  @Test
  void anEmptyFileIsSetAside() throws IOException {
    read(Files.createFile(folder.resolve("table.parquet")));
    assertThat(asides).extracting(Aside::reason).containsExactly("empty-file");
  }

  @Test
  void theSameRecordsAsLinesAndAsRowsAreTheSame() throws IOException {
    List<Map<String, String>> records =
        List.of(
            Map.of("text", "a text", "url", "http://a.test/", "id", "1", "license", "CC0"),
            Map.of("text", " padded\u00a0", "id", "2", "holder", "A", "date", DATE),
            Map.of("text", "no name", "date", "2020-01-02T03:04:05.000Z"),
            Map.of("text", "a day is no instant", "url", "", "id", "", "date", "2020-01-02"),
            Map.of("text", " \n\t", "url", "http://b.test/"),
            Map.of("text", "", "id", "3"),
            Map.of("id", "4"),
            Map.of("text", "\u20ac".repeat(100)),
            Map.of("text", "the last \ud83d\ude00", "license", "who knows", "holder", ""));
    FieldMapping fields = new FieldMapping("text", "url", "id", "license", "holder", "date");
    Component component = new Component("s", "1", "none", "Apache-2.0", "Somebody", 100);
    LicenseAliases aliases = new LicenseAliases(new TreeMap<>(Map.of("CC0", "CC0-1.0")));
    ReadLimits limits = new ReadLimits(299, 1 << 20);
    Path lines = folder.resolve("in.jsonl");
    StringBuilder json = new StringBuilder();
    for (Map<String, String> record : records) {
      json.append(new ObjectMapper().writeValueAsString(record)).append('\n');
    }
    Files.writeString(lines, json);
    Kept ofLines = new Kept(new ArrayList<>(), new ArrayList<>());
    JsonlSource jsonl = new JsonlSource(component, List.of(), fields, aliases);
    SourceReader.read(jsonl, lines, "in", limits, ofLines);
    Kept ofRows = new Kept(new ArrayList<>(), new ArrayList<>());
    ParquetSource table = new ParquetSource(component, List.of(), fields, aliases);
    ParquetInput.read(table, table(records), "in", limits, ofRows);
    assertThat(ofRows.seen()).isEqualTo(ofLines.seen());
    assertThat(ofRows.items).extracting(SourceItem::uri).contains("http://a.test/", "id:2", "");
    assertThat(ofRows.items).extracting(SourceItem::fetchedAt).contains(DATE, "").hasSize(5);
    assertThat(ofRows.asides)
        .extracting(Aside::reason)
        .containsExactly("no-text", "no-text", "no-text", "record-too-long");
    assertThat(ofRows.asides).extracting(Aside::offset).containsExactly(4L, 5L, 6L, 7L);
  }

  @Test
  void aTextUpToTheLimitIsTaken() throws IOException {
    Path file =
        write(row("\u20ac".repeat(4), "", "", ""), row("\u20ac".repeat(4) + "x", "", "", ""));
    read(file, new ReadLimits(12, 1 << 20));
    assertThat(items).hasSize(1);
    assertThat(asides).containsExactly(new Aside("table.parquet", 1, "record-too-long", ""));
  }

  @Test
  void aRowThatIsNotUtf8IsSetAside() throws IOException {
    Path file = folder.resolve("latin.parquet");
    try (ParquetWriter<Group> writer = writer(file)) {
      SimpleGroup row = new SimpleGroup(SCHEMA);
      row.add("text", Binary.fromConstantByteArray("caf\u00e9".getBytes(ISO_8859_1)));
      writer.write(row);
    }
    Kept found = new Kept(items, asides);
    ParquetSource source =
        new ParquetSource(
            new Component("s", "1", "none", "", "", 100),
            List.of(),
            FieldMapping.DEFAULT,
            LicenseAliases.NONE);
    ParquetInput.read(source, file, "latin", ReadLimits.DEFAULT, found);
    assertThat(items).isEmpty();
    assertThat(asides).containsExactly(new Aside("latin", 0, "not-utf8", ""));
  }

  @Test
  void bytesThatAreNoTextNameNothing() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required binary id; required binary text (UTF8); }");
    Path file = folder.resolve("digests.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .build()) {
      SimpleGroup row = new SimpleGroup(schema);
      row.add("id", Binary.fromConstantByteArray(new byte[] {(byte) 0xff, 0}));
      row.add("text", "a text");
      writer.write(row);
    }
    ParquetSource source =
        new ParquetSource(
            new Component("s", "1", "none", "", "", 100),
            List.of(),
            FieldMapping.DEFAULT,
            LicenseAliases.NONE);
    ParquetInput.read(source, file, "digests", ReadLimits.DEFAULT, new Kept(items, asides));
    assertThat(asides).isEmpty();
    assertThat(items).extracting(SourceItem::uri).containsExactly("");
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"UNCOMPRESSED", "ZSTD"})
  void damageBringsRowsAndAsidesAndNothingElse(CompressionCodecName codec) throws IOException {
    long seed = Long.getLong("seed", 1);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = mixedTable(folder.resolve("whole.parquet"), codec);
    Path file = folder.resolve("flipped.parquet");
    FieldMapping fields =
        new FieldMapping("text", "info.link", "number", "key", "measure", "info.when");
    ParquetSource source =
        new ParquetSource(
            new Component("s", "1", "none", "", "", 100), List.of(), fields, LicenseAliases.NONE);
    int damaged = 0;
    for (int i = 0; i < FLIPS; i++) {
      byte[] flipped = whole.clone();
      int flips = 1 + random.nextInt(3);
      for (int flip = 0; flip < flips; flip++) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, flipped);
      Kept found = new Kept(new ArrayList<>(), new ArrayList<>());
      assertThatCode(() -> ParquetInput.read(source, file, "flipped", ReadLimits.DEFAULT, found))
          .as("seed %d, file %d", seed, i)
          .doesNotThrowAnyException();
      assertThat(found.asides.stream().filter(a -> a.reason().equals("parquet-damaged")).count())
          .isLessThanOrEqualTo(1);
      damaged += found.asides.isEmpty() ? 0 : 1;
    }
    assertThat(damaged).isGreaterThan(FLIPS / 10);
  }

  /** A table with columns of every kind, its pages without checksums. */
  private static byte[] mixedTable(Path file, CompressionCodecName codec) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { optional binary text (STRING); required int64 number;"
                + " optional fixed_len_byte_array(5) key; optional double measure;"
                + " optional group info { optional binary link (STRING); optional int96 when; } }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCompressionCodec(codec)
            .withPageWriteChecksumEnabled(false)
            .withPageRowCountLimit(10)
            .build()) {
      for (int i = 0; i < ROWS; i++) {
        SimpleGroup row = new SimpleGroup(schema);
        row.add("text", "text \u20ac " + "ab ".repeat(i % 7) + i);
        row.add("number", (long) i);
        row.add("key", Binary.fromString("key0" + i % 10));
        row.add("measure", i / 3.0);
        Group info = row.addGroup("info");
        info.add("link", "http://a.test/" + i % 3);
        info.add("when", Binary.fromConstantByteArray(new byte[12]));
        writer.write(row);
      }
    }
    return Files.readAllBytes(file);
  }

  private Path table(List<Map<String, String>> records) throws IOException {
    Path file = folder.resolve("in.parquet");
    try (ParquetWriter<Group> writer = writer(file)) {
      for (Map<String, String> record : records) {
        SimpleGroup row = new SimpleGroup(SCHEMA);
        record.forEach(row::add);
        writer.write(row);
      }
    }
    return file;
  }

  private static ParquetWriter<Group> writer(Path file) throws IOException {
    return ExampleParquetWriter.builder(new LocalOutputFile(file))
        .withConf(new PlainParquetConfiguration())
        .withType(SCHEMA)
        .build();
  }

  private void read(Path file) throws IOException {
    read(file, ReadLimits.DEFAULT);
  }

  private void read(Path file, ReadLimits limits) throws IOException {
    ParquetInput.read(SOURCE, file, "table.parquet", limits, new Kept(items, asides));
  }

  private record Kept(List<SourceItem> items, List<Aside> asides) implements ItemSink {
    @Override
    public void item(SourceItem item) {
      items.add(item);
    }

    @Override
    public void aside(Aside aside) {
      asides.add(aside);
    }

    /** Everything but the places, which are bytes in one format and rows in the other. */
    List<String> seen() {
      Stream<String> found =
          items.stream()
              .map(
                  item ->
                      String.join(
                          "|",
                          item.source(),
                          item.uri(),
                          item.outcome(),
                          item.mediaType(),
                          item.charset(),
                          new String(item.payload(), UTF_8),
                          item.signals().toString(),
                          item.license(),
                          item.holder(),
                          item.file(),
                          item.fetchedAt()));
      return Stream.concat(found, asides.stream().map(aside -> aside.file() + "|" + aside.reason()))
          .toList();
    }
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
    return new GroupRow(new byte[0], new byte[0], text, "", "", uri, license, holder);
  }
}
