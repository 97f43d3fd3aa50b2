package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.HeaderValidator;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.WarcResponse;

/**
 * The records that the writer writes, against jwarc's rules of WARC 1.1 and what {@code warcio
 * check} asks for; the bytes are cut apart here, by no reader of ours.
 */
final class WarcConformanceTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final List<String> SIGNALS =
      List.of("rfc9309 robots.txt:4 agent=* allowed=true", "tdmrep header reservation=1 policy=");

  @TempDir private Path folder;

  private final List<Raw> records = new ArrayList<>();

  /** A record as its bytes are. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Raw(long offset, Map<String, String> fields, byte[] block) {
    String field(String name) {
      return fields.getOrDefault(name, "");
    }

    String text() {
      return new String(block, UTF_8);
    }

    byte[] payload() {
      int end = new String(block, ISO_8859_1).indexOf("\r\n\r\n");
      return Arrays.copyOfRange(block, end + 4, block.length);
    }
  }

  @BeforeEach
  void everyKindOfRecordIsWritten() throws IOException {
    Path file = folder.resolve("crawl-00000.warc.gz");
    List<HttpField> request = List.of(new HttpField("User-Agent", "test"));
    ExchangeNote note =
        ExchangeNote.of("ok", request)
            .withSignals(SIGNALS)
            .withQuotes(List.of("crawler-price: USD 0.01\r\nX: y"))
            .withAddress("192.0.2.7");
    List<HttpField> fields =
        List.of(
            new HttpField("Content-Type", "text/html"),
            new HttpField("Transfer-Encoding", "chunked"),
            new HttpField("ETag", "\"1\""),
            new HttpField("bad name", "a\u0000b\r\nc"));
    try (WarcWriter writer = WarcWriter.create(file, "test/1", NOW)) {
      WarcWriter.Written first =
          writer.write(page("http://a.test", 200, fields, "<p>ä", true), note, NOW);
      writer.writeRevisit(
          page("http://a.test", 304, fields, "", true),
          first.reference(),
          note.withTruncation(""),
          NOW.plusSeconds(60));
      writer.writeRevisit(
          page("http://a.test/same", 200, fields, "<p>ä", true), first.reference(), note, NOW);
      writer.write(
          page("http://a.test/cut?q=1", 206, fields, "<p", false),
          note.withTruncation("time"),
          NOW);
      writer.write(page("http://a.test/odd", 599, List.of(), "", false), note, NOW);
      writer.writeFailure("http://a.test/none", "timeout", NOW);
      writer.writeMetadata(first.reference(), ExchangeNote.of("ok", List.of()), NOW);
      assertThat(writer.end()).isEqualTo(Files.size(file));
    }
    cut(Files.readAllBytes(file));
  }

  private static Capture page(
      String uri, int status, List<HttpField> fields, String body, boolean whole) {
    return new Capture(uri, "", status, fields, body.getBytes(UTF_8), whole);
  }

  /** Cuts the file into gzip members, of which each must be one record to its last byte. */
  private void cut(byte[] file) throws IOException {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i + 2 < file.length; i++) {
      if ((file[i] & 0xff) == 0x1f && (file[i + 1] & 0xff) == 0x8b && file[i + 2] == 8) {
        starts.add(i);
      }
    }
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : file.length;
      byte[] member = Arrays.copyOfRange(file, starts.get(i), end);
      byte[] record;
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
        record = in.readAllBytes();
      }
      String text = new String(record, ISO_8859_1);
      int head = text.indexOf("\r\n\r\n");
      String[] lines = text.substring(0, head).split("\r\n", -1);
      assertThat(lines[0]).isEqualTo("WARC/1.1");
      Map<String, String> fields = new HashMap<>();
      for (String line : Arrays.asList(lines).subList(1, lines.length)) {
        int colon = line.indexOf(": ");
        assertThat(fields.put(line.substring(0, colon), line.substring(colon + 2))).isNull();
      }
      int length = Integer.parseInt(fields.getOrDefault("Content-Length", ""));
      assertThat(record).hasSize(head + 4 + length + 4);
      assertThat(text).endsWith("\r\n\r\n");
      records.add(
          new Raw(starts.get(i), fields, Arrays.copyOfRange(record, head + 4, head + 4 + length)));
    }
  }

  private List<Raw> ofType(String type) {
    return records.stream().filter(each -> each.field("WARC-Type").equals(type)).toList();
  }

  @Test
  void headersKeepTheRulesOfTheStandard() throws IOException {
    HeaderValidator validator = HeaderValidator.warc_1_1(true);
    int validated = 0;
    try (org.netpreserve.jwarc.WarcReader reader =
        new org.netpreserve.jwarc.WarcReader(folder.resolve("crawl-00000.warc.gz"))) {
      for (org.netpreserve.jwarc.WarcRecord record : reader) {
        List<String> violations = new ArrayList<>(validator.validate(record.headers()));
        // The two fields of WARC 1.1 that jwarc's list has since 0.30 are no extension.
        assertThat(violations).as(record.type() + " " + record.headers().map()).isEmpty();
        validated++;
      }
    }
    assertThat(validated).isEqualTo(records.size()).isEqualTo(18);
    assertThat(records.get(0).field("WARC-Type")).isEqualTo("warcinfo");
    assertThat(records).extracting(each -> each.field("WARC-Record-ID")).doesNotHaveDuplicates();
    assertThat(records)
        .allSatisfy(
            each ->
                assertThat(each.field("WARC-Record-ID"))
                    .matches("<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>"));
  }

  @Test
  void digestsAreThoseOfTheBytes() {
    for (Raw each : records) {
      assertThat(each.field("WARC-Block-Digest")).isEqualTo(Digests.sha256(each.block));
    }
    assertThat(ofType("response"))
        .hasSize(3)
        .allSatisfy(
            each ->
                assertThat(each.field("WARC-Payload-Digest"))
                    .isEqualTo(Digests.sha256(each.payload())));
    assertThat(ofType("revisit"))
        .hasSize(2)
        .allSatisfy(
            each ->
                assertThat(each.field("WARC-Payload-Digest"))
                    .isEqualTo(Digests.sha256("<p>ä".getBytes(UTF_8))));
  }

  @Test
  void messagesAreOnesThatParsersTake() throws IOException {
    for (Raw each : ofType("response")) {
      String status = each.text().lines().findFirst().orElse("");
      assertThat(status).matches("HTTP/1\\.1 [0-9]{3} [A-Z][A-Za-z ]+");
      HttpResponse parsed =
          HttpResponse.parse(Channels.newChannel(new ByteArrayInputStream(each.block)));
      assertThat(parsed.headers().first("Content-Length"))
          .contains(Integer.toString(each.payload().length));
      assertThat(parsed.headers().first("Transfer-Encoding")).isEmpty();
    }
    Raw first = ofType("response").get(0);
    assertThat(first.text()).contains("X-Crawler-Transfer-Encoding: chunked\r\n");
    assertThat(first.text()).contains("X-Crawler-Field: bad name: a b c\r\n");
    assertThat(ofType("request").get(0).text())
        .isEqualTo("GET / HTTP/1.1\r\nHost: a.test\r\nUser-Agent: test\r\n\r\n");
    assertThat(ofType("request").get(3).text()).startsWith("GET /cut?q=1 HTTP/1.1\r\n");
  }

  @Test
  void revisitsNameWhatTheyStandFor() {
    Raw original = ofType("response").get(0);
    Raw notModified = ofType("revisit").get(0);
    Raw same = ofType("revisit").get(1);
    for (Raw each : List.of(notModified, same)) {
      assertThat(each.field("WARC-Refers-To")).isEqualTo(original.field("WARC-Record-ID"));
      assertThat(each.field("WARC-Refers-To-Target-URI")).isEqualTo("http://a.test");
      assertThat(each.field("WARC-Refers-To-Date")).isEqualTo(original.field("WARC-Date"));
      assertThat(each.payload()).isEmpty();
    }
    assertThat(notModified.field("WARC-Profile"))
        .isEqualTo("http://netpreserve.org/warc/1.1/revisit/server-not-modified");
    assertThat(notModified.field("WARC-Truncated")).isEmpty();
    assertThat(notModified.text()).startsWith("HTTP/1.1 304 Not Modified\r\n");
    assertThat(notModified.text()).doesNotContain("\r\nContent-Length:");
    assertThat(same.field("WARC-Profile"))
        .isEqualTo("http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
    assertThat(same.field("WARC-Truncated")).isEqualTo("length");
  }

  @Test
  void recordsOfOneExchangeNameEachOther() {
    List<Raw> answers = new ArrayList<>(ofType("response"));
    answers.addAll(ofType("revisit"));
    for (Raw answer : answers) {
      String id = answer.field("WARC-Record-ID");
      List<Raw> around =
          records.stream().filter(each -> each.field("WARC-Concurrent-To").equals(id)).toList();
      assertThat(around)
          .extracting(each -> each.field("WARC-Type"))
          .containsExactly("request", "metadata");
      assertThat(around)
          .allSatisfy(
              each -> {
                assertThat(each.field("WARC-Date")).isEqualTo(answer.field("WARC-Date"));
                assertThat(each.field("WARC-IP-Address")).isEqualTo("192.0.2.7");
                assertThat(each.field("WARC-Target-URI"))
                    .isEqualTo(answer.field("WARC-Target-URI"));
              });
      assertThat(answer.field("WARC-IP-Address")).isEqualTo("192.0.2.7");
    }
  }

  @Test
  void metadataKeepsOutcomeQuotesAndSignals() {
    assertThat(ofType("metadata").get(0).text())
        .isEqualTo(
            "outcome: ok\r\nquote: crawler-price: USD 0.01 X: y\r\nrights-signal: "
                + String.join("\r\nrights-signal: ", SIGNALS)
                + "\r\n");
    Raw failure = ofType("metadata").get(5);
    assertThat(failure.field("WARC-Target-URI")).isEqualTo("http://a.test/none");
    assertThat(failure.field("WARC-Concurrent-To")).isEmpty();
    assertThat(failure.text()).isEqualTo("outcome: timeout\r\n");
    assertThat(ofType("metadata").get(6).field("WARC-Refers-To"))
        .isEqualTo(ofType("response").get(0).field("WARC-Record-ID"));
  }

  @Test
  void truncationsSayWhy() {
    assertThat(ofType("response"))
        .extracting(each -> each.field("WARC-Truncated"))
        .containsExactly("", "time", "unspecified");
    assertThatThrownBy(() -> ExchangeNote.of("ok", List.of()).withTruncation("boredom"))
        .hasMessageContaining("\"boredom\"");
  }

  @Test
  void anotherPayloadIsNoRevisit() throws IOException {
    CaptureReference earlier =
        new CaptureReference("", "http://a.test/", "2026-01-02T03:04:05Z", "sha256:0");
    try (WarcWriter writer = WarcWriter.create(folder.resolve("b.warc.gz"), "test", NOW)) {
      long end = writer.end();
      assertThatThrownBy(
              () ->
                  writer.writeRevisit(
                      page("http://a.test/", 200, List.of(), "new", true),
                      earlier,
                      ExchangeNote.of("ok", List.of()),
                      NOW))
          .hasMessageContaining("http://a.test/: its payload sha256:")
          .hasMessageContaining("write it as a capture of its own");
      assertThat(writer.end()).isEqualTo(end);
    }
  }

  @Test
  void jwarcReadsThePayloads() throws IOException {
    List<String> payloads = new ArrayList<>();
    try (org.netpreserve.jwarc.WarcReader reader =
        new org.netpreserve.jwarc.WarcReader(folder.resolve("crawl-00000.warc.gz"))) {
      reader.calculateBlockDigest();
      for (org.netpreserve.jwarc.WarcRecord record : reader) {
        if (record instanceof WarcResponse response) {
          byte[] body = response.http().body().stream().readAllBytes();
          payloads.add(new String(body, UTF_8));
        }
      }
    }
    assertThat(payloads).containsExactly("<p>ä", "<p", "");
  }
}
