package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CdxjIndexTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Pattern MEMBER = Pattern.compile("\"([a-z]+)\":\"([^\"]*)\"");
  private static final int MAX_BLOCK = 1 << 20;

  @TempDir private Path folder;

  private static Capture page(String uri, int status, String body) {
    return new Capture(
        uri,
        "",
        status,
        List.of(new HttpField("Content-Type", "text/html; charset=utf-8")),
        body.getBytes(UTF_8),
        true);
  }

  private Path crawl(String name, int pages) throws IOException {
    Path file = folder.resolve(name);
    ExchangeNote note = ExchangeNote.of("ok", List.of());
    try (WarcWriter writer = WarcWriter.create(file, "test", NOW)) {
      for (int number = 0; number < pages; number++) {
        String uri = "http://" + (char) ('z' - number % 7) + ".test/" + number + "?x=\u00e4";
        WarcWriter.Written first =
            writer.write(page(uri, 200, "page " + number), note, NOW.plusSeconds(number));
        if (number % 5 == 0) {
          writer.writeRevisit(
              page(uri, 304, ""), first.reference(), note, NOW.plusSeconds(86_400 + number));
        }
      }
    }
    return file;
  }

  private static String member(String line, String name) {
    Matcher matcher = MEMBER.matcher(line);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2);
      }
    }
    return "";
  }

  @Test
  void linesAreSortedAndLeadToTheirRecords() throws IOException {
    Path warc = crawl("crawl-00000.warc.gz", 40);
    Path index = folder.resolve(CdxjIndex.nameFor("crawl-00000.warc.gz"));
    assertThat(String.valueOf(index.getFileName())).isEqualTo("crawl-00000.cdxj");
    assertThat(CdxjIndex.write(List.of(warc), index, MAX_BLOCK))
        .isEqualTo(new CdxjIndex.Indexed(48, 0));
    List<String> lines = Files.readAllLines(index, US_ASCII);
    assertThat(lines).hasSize(48).isSortedAccordingTo(Comparator.naturalOrder());
    byte[] bytes = Files.readAllBytes(warc);
    for (String line : lines) {
      assertThat(line).matches("test,[a-z]\\)/[0-9]+\\?x=%c3%a4 20260[0-9]{9} \\{.*\\}");
      int offset = Integer.parseInt(member(line, "offset"));
      int length = Integer.parseInt(member(line, "length"));
      byte[] member = Arrays.copyOfRange(bytes, offset, offset + length);
      String record;
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
        record = new String(in.readAllBytes(), UTF_8);
      }
      boolean revisit = member(line, "mime").equals("warc/revisit");
      assertThat(record).contains("WARC-Type: " + (revisit ? "revisit" : "response"));
      assertThat(record.split("WARC/1.1", -1)).hasSize(2);
      assertThat(record).contains("WARC-Payload-Digest: " + member(line, "digest"));
      assertThat(member(line, "status")).isEqualTo(revisit ? "304" : "200");
      assertThat(member(line, "filename")).isEqualTo("crawl-00000.warc.gz");
      assertThat(member(line, "url")).endsWith("?x=\\u00E4");
      assertThat(revisit || member(line, "mime").equals("text/html")).isTrue();
    }
  }

  /** Where the first line is whose key is not smaller, found without reading all lines. */
  private static String find(Path index, String key) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "r")) {
      long low = 0;
      long high = file.length();
      while (low < high) {
        long middle = (low + high) / 2;
        String line = lineAt(file, middle);
        if (line == null || line.compareTo(key) >= 0) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      String found = lineAt(file, low);
      return found == null ? "" : found;
    }
  }

  private static @Nullable String lineAt(RandomAccessFile file, long at) throws IOException {
    file.seek(Math.max(0, at - 1));
    if (at > 0) {
      file.readLine();
    }
    return file.readLine();
  }

  @Test
  void everyPageIsFoundByBinarySearch() throws IOException {
    Path index = folder.resolve("all.cdxj");
    CdxjIndex.write(
        List.of(crawl("a.warc.gz", 60), crawl("b.warc.gz", 30)), index, MAX_BLOCK, 2000);
    for (int number = 0; number < 60; number++) {
      String url = "http://" + (char) ('z' - number % 7) + ".test/" + number + "?x=\u00e4";
      String key = CdxjIndex.key(url) + " ";
      assertThat(find(index, key)).startsWith(key);
    }
    assertThat(find(index, CdxjIndex.key("http://z.test/nothing") + " "))
        .doesNotStartWith(CdxjIndex.key("http://z.test/nothing"));
  }

  @Test
  void piecesAreMergedToWhatOneSortGives() throws IOException {
    List<Path> warcs = List.of(crawl("a.warc.gz", 50), crawl("b.warc.gz", 50));
    Path whole = folder.resolve("whole.cdxj");
    Path pieces = folder.resolve("pieces.cdxj");
    CdxjIndex.write(warcs, whole, MAX_BLOCK);
    CdxjIndex.Indexed indexed = CdxjIndex.write(warcs, pieces, MAX_BLOCK, 1500);
    assertThat(indexed.captures()).isEqualTo(120);
    assertThat(Files.readString(pieces)).isEqualTo(Files.readString(whole));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> String.valueOf(path.getFileName())))
          .containsExactlyInAnyOrder("a.warc.gz", "b.warc.gz", "whole.cdxj", "pieces.cdxj");
    }
  }

  @Test
  void whatCannotBeReadByItselfIsCounted() throws IOException {
    byte[] records;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(crawl("a.warc.gz", 3)))) {
      records = in.readAllBytes();
    }
    Path plain = Files.write(folder.resolve("p.warc"), records);
    Path index = folder.resolve("p.cdxj");
    assertThat(CdxjIndex.write(List.of(plain), index, MAX_BLOCK))
        .isEqualTo(new CdxjIndex.Indexed(4, 0));
    List<String> starts = new ArrayList<>();
    for (String line : Files.readAllLines(index)) {
      int offset = Integer.parseInt(member(line, "offset"));
      int end = offset + Integer.parseInt(member(line, "length"));
      starts.add(new String(records, offset, 8, US_ASCII));
      assertThat(end == records.length || new String(records, end, 8, US_ASCII).equals("WARC/1.1"))
          .isTrue();
    }
    assertThat(starts).containsOnly("WARC/1.1");
    Path packed = folder.resolve("one-member.warc.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(records);
    }
    assertThat(CdxjIndex.write(List.of(packed), index, MAX_BLOCK))
        .isEqualTo(new CdxjIndex.Indexed(0, 4));
    assertThat(index).isEmptyFile();
  }
}
