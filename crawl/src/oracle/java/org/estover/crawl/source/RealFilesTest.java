package org.estover.crawl.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.estover.crawl.stream.ByteFeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file that other programs wrote is read to its end, and every record is accounted for. */
final class RealFilesTest {
  private static final Path SHARED = Path.of(System.getProperty("estover.shared"));

  private static final Pattern WARC_RECORD = Pattern.compile("(?m)^WARC/[01]\\.[0-9]+\\r?$");
  private static final Pattern ARC_RECORD =
      Pattern.compile("(?m)^[a-z]+:[^\\n]* [0-9.]+ ([0-9]{14,18}|null) .*$");

  @TempDir private Path folder;

  static Stream<Path> warcFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SHARED.resolve("data/warc/real"))) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("warcFiles")
  void recordsAreItemsAsidesOrSkipped(Path file) throws IOException {
    Tally tally = read(file);
    boolean arc = file.getFileName().toString().contains(".arc");
    Pattern head = arc ? ARC_RECORD : WARC_RECORD;
    long records = head.matcher(decompressed(file)).results().count();
    // Records that stand one after the other and cannot be read are one piece.
    boolean damaged = file.getFileName().toString().contains("bad");
    assertThat(tally.items + tally.asides + tally.skipped)
        .isBetween(damaged ? 1 : (int) records, (int) records);
  }

  @Test
  void allFilesAreThere() throws IOException {
    assertThat(warcFiles()).hasSize(42);
  }

  @ParameterizedTest
  @CsvSource({
    "20130729-heritrix-original, 20130729-heritrix-revisit-with-http-headers,"
        + " 2013-07-29T09:00:43Z, 2013-07-29T09:01:07Z",
    "20141129-heritrix-original,"
        + " 20141129-heritrix-revisit-with-http-headers-and-new-warc-headers,"
        + " 2014-11-29T09:18:39Z, 2014-11-29T09:30:53Z",
  })
  void revisitsOfAnotherWriterFindTheirCapture(
      String original, String revisit, String first, String second) throws IOException {
    Path samples = SHARED.resolve("data/warc/real/iipc+warc-specifications");
    String prefix = "specifications__warc-deduplication__samples__";
    byte[] later = Files.readAllBytes(samples.resolve(prefix + revisit + ".warc.gz"));
    Path joined = folder.resolve("joined.warc.gz");
    Files.write(joined, Files.readAllBytes(samples.resolve(prefix + original + ".warc.gz")));
    Files.write(joined, later, StandardOpenOption.APPEND);
    Tally tally = read(joined);
    assertThat(tally.dates).containsSubsequence(first, second);
    assertThat(tally.types).doesNotContain("revisit-elsewhere");
    Tally alone = read(Files.write(folder.resolve("alone.warc.gz"), later));
    assertThat(alone.items + alone.asides).isZero();
    assertThat(alone.types).contains("revisit-elsewhere");
  }

  @ParameterizedTest
  @CsvSource({"debian-handbook.warc.gz, 3302", "python-doc.warc.gz, 530"})
  void largeFilesAreReadWithoutAsides(String name, int items) throws IOException {
    Tally tally = read(SHARED.resolve("data/warc").resolve(name));
    assertThat(tally.asides).isZero();
    assertThat(tally.items).isEqualTo(items);
  }

  @Test
  void textsAreReadWithoutAsides() throws IOException {
    Tally tally = new Tally();
    JsonlSource source =
        new JsonlSource(
            TestComponent.named("text"), List.of(), FieldMapping.DEFAULT, LicenseAliases.NONE);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(SHARED.resolve("data/text"), "*.jsonl.zst")) {
      for (Path file : files) {
        SourceReader.read(source, file, "real", ReadLimits.DEFAULT, tally);
      }
    }
    assertThat(tally.items).isEqualTo(41_547);
    assertThat(tally.asides + tally.skipped).isZero();
    assertThat(tally.bytes).isBetween(235_000_000L, 255_000_000L);
  }

  private static Tally read(Path file) throws IOException {
    Tally tally = new Tally();
    SourceReader.read(
        new WarcSource(TestComponent.named("real"), List.of()),
        file,
        "real",
        ReadLimits.DEFAULT,
        tally);
    return tally;
  }

  private static String decompressed(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try (ByteFeed feed = ByteFeed.open(file)) {
      int read;
      while ((read = feed.read(buffer, 0, buffer.length)) > 0) {
        out.write(buffer, 0, read);
      }
    }
    return out.toString(ISO_8859_1);
  }

  /** Counts. */
  private static final class Tally implements ItemSink {
    private int items;
    private int asides;
    private int skipped;
    private long bytes;
    private final List<String> dates = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    @Override
    public void item(SourceItem item) {
      items++;
      bytes += item.payload().length;
      dates.add(item.fetchedAt());
    }

    @Override
    public void aside(Aside aside) {
      asides++;
    }

    @Override
    public void skipped(String type) {
      skipped++;
      types.add(type);
    }
  }
}
