package org.estover.crawl.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.Use;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.CaptureReference;
import org.estover.crawl.warc.CdxjIndex;
import org.estover.crawl.warc.ExchangeNote;
import org.estover.crawl.warc.HttpField;
import org.estover.crawl.warc.WarcCollection;
import org.estover.crawl.warc.WarcRecord;
import org.estover.crawl.warc.WarcWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RevisitsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ExchangeNote NOTE = ExchangeNote.of("ok", List.of());
  private static final String FORBIDDEN = "User-agent: *\nDisallow: /\n";

  @TempDir private Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void aFileIsWritten() {
    file = folder.resolve("a.warc.gz");
  }

  private static Capture answer(String uri, int status, String body, String... fields) {
    List<HttpField> all = new ArrayList<>();
    for (int i = 0; i < fields.length; i += 2) {
      all.add(new HttpField(fields[i], fields[i + 1]));
    }
    return new Capture(uri, "", status, all, body.getBytes(UTF_8), true);
  }

  private static Capture page(String uri, String body, String... fields) {
    String[] typed = new String[fields.length + 2];
    typed[0] = "Content-Type";
    typed[1] = "text/plain";
    System.arraycopy(fields, 0, typed, 2, fields.length);
    return answer(uri, 200, body, typed);
  }

  private Collected read(SiteFiles others) throws IOException {
    return read(others, Payloads.NONE);
  }

  private Collected read(SiteFiles others, Payloads payloads) throws IOException {
    Collected found = new Collected();
    WarcSource source = new WarcSource(TestComponent.named("web"), List.of());
    SourceReader.read(source, file, "a.warc.gz", ReadLimits.DEFAULT, others, payloads, found);
    found.skipped.removeAll(List.of("warcinfo", "request", "metadata"));
    return found;
  }

  private static List<String> lines(Collected found) {
    return found.items.stream()
        .map(
            item ->
                String.join(
                    " ",
                    item.uri(),
                    item.outcome(),
                    item.fetchedAt(),
                    Resolution.resolve(item.signals(), Use.AI_TRAIN).name(),
                    new String(item.payload(), UTF_8)))
        .toList();
  }

  @Test
  void aPageThatDidNotChangeIsReadWithTheFieldsOfItsLastVisit() throws IOException {
    try (WarcWriter writer = WarcWriter.create(file, "test", NOW)) {
      CaptureReference first =
          writer.write(page("http://a.test/1", "text", "ETag", "1"), NOTE, NOW).reference();
      writer.writeRevisit(
          answer("http://a.test/1", 304, "", "etag", "2", "X-Robots-Tag", "noai"),
          first,
          NOTE,
          NOW.plusSeconds(60));
    }
    Collected found = read(SiteFiles.NONE);
    assertThat(lines(found))
        .containsExactly(
            "http://a.test/1 ok 2026-01-02T03:04:05Z unknown text",
            "http://a.test/1 ok 2026-01-02T03:05:05Z denied text");
    assertThat(found.items.get(1).mediaType()).isEqualTo("text/plain");
    assertThat(found.items.get(1).offset()).isGreaterThan(found.items.get(0).offset());
    assertThat(found.skipped).isEmpty();
  }

  @Test
  void thePayloadOfAnotherUrlIsRead() throws IOException {
    for (String recordId : new String[] {"", "as written"}) {
      Files.deleteIfExists(file);
      try (WarcWriter writer = WarcWriter.create(file, "test", NOW)) {
        CaptureReference first =
            writer.write(page("http://a.test/1", "text"), NOTE, NOW).reference();
        writer.writeRevisit(
            page("http://b.test/2", "text"),
            new CaptureReference(
                recordId.isEmpty() ? "" : first.recordId(),
                first.uri(),
                first.date(),
                first.payloadDigest()),
            NOTE,
            NOW);
      }
      assertThat(lines(read(SiteFiles.NONE)))
          .containsExactly(
              "http://a.test/1 ok 2026-01-02T03:04:05Z unknown text",
              "http://b.test/2 ok 2026-01-02T03:04:05Z unknown text");
    }
  }

  @Test
  void whatOtherFilesHoldIsCounted() throws IOException {
    CaptureReference elsewhere =
        new CaptureReference(
            "urn:uuid:00000000-0000-4000-8000-000000000000",
            "http://a.test/1",
            "2025-01-02T03:04:05Z",
            "");
    try (WarcWriter writer = WarcWriter.create(file, "test", NOW)) {
      writer.writeRevisit(answer("http://a.test/1", 304, ""), elsewhere, NOTE, NOW);
      writer.write(page("http://a.test/2", "text"), NOTE, NOW);
    }
    Collected found = read(SiteFiles.NONE);
    assertThat(found.uris()).containsExactly("http://a.test/2");
    assertThat(found.skipped).containsExactly("revisit-elsewhere");
    assertThat(found.asides).isEmpty();
  }

  @Test
  void robotsThatWereSeenBeforeAtAnotherSiteSpeak() throws IOException {
    try (WarcWriter writer = WarcWriter.create(file, "test", NOW)) {
      CaptureReference robots =
          writer.write(page("http://a.test/robots.txt", FORBIDDEN), NOTE, NOW).reference();
      writer.writeRevisit(page("http://b.test/robots.txt", FORBIDDEN), robots, NOTE, NOW);
      writer.write(page("http://b.test/1", "text"), NOTE, NOW);
    }
    Collected found = read(SiteFiles.NONE);
    assertThat(lines(found)).containsExactly("http://b.test/1 ok 2026-01-02T03:04:05Z denied text");
    assertThat(found.skipped).containsExactly("robots-txt", "robots-txt");
  }

  @Test
  void robotsThatOnlyAnotherFileHoldsForbidUnlessItIsThere() throws IOException {
    String url = "http://a.test/robots.txt";
    CaptureReference elsewhere =
        new CaptureReference(
            "urn:uuid:00000000-0000-4000-8000-000000000000", url, "2025-01-02T03:04:05Z", "");
    try (WarcWriter writer = WarcWriter.create(file, "test", NOW)) {
      writer.writeRevisit(answer(url, 304, ""), elsewhere, NOTE, NOW);
      writer.write(page("http://a.test/1", "text"), NOTE, NOW);
    }
    SiteFile open =
        new SiteFile(
            SiteFile.Kind.ROBOTS_TXT,
            "http://a.test",
            200,
            "User-agent: *\nAllow: /\n".getBytes(UTF_8),
            "2025-01-02T03:04:05Z",
            "z.warc.gz",
            0);
    Collected alone = read(SiteFiles.NONE);
    assertThat(lines(alone)).containsExactly("http://a.test/1 ok 2026-01-02T03:04:05Z denied text");
    assertThat(alone.skipped).containsExactly("revisit-elsewhere");
    assertThat(lines(read(taker -> taker.take(open))))
        .containsExactly("http://a.test/1 ok 2026-01-02T03:04:05Z unknown text");
    List<SiteFile> given = new ArrayList<>();
    WarcItems.lookForSiteFiles(file, "a.warc.gz", ReadLimits.DEFAULT, given::add);
    assertThat(given)
        .extracting(SiteFile::subject, SiteFile::status)
        .containsExactly(tuple("http://a.test", SiteFile.UNREAD));
  }

  /** What a file of the same source holds is read with the fields of the answers in this one. */
  @Test
  void whatOtherFilesOfTheSourceHoldIsRead() throws IOException {
    Path other = folder.resolve("z.warc.gz");
    Instant later = NOW.plusSeconds(60);
    try (WarcWriter first = WarcWriter.create(other, "test", NOW);
        WarcWriter second = WarcWriter.create(file, "test", NOW)) {
      CaptureReference robots =
          first
              .write(page("http://a.test/robots.txt", "User-agent: *\nDisallow: /2\n"), NOTE, NOW)
              .reference();
      CaptureReference one = first.write(page("http://a.test/1", "one"), NOTE, NOW).reference();
      CaptureReference two = first.write(page("http://a.test/2", "two"), NOTE, NOW).reference();
      second.writeRevisit(answer("http://a.test/robots.txt", 304, ""), robots, NOTE, later);
      second.writeRevisit(
          answer("http://a.test/1", 304, "", "X-Robots-Tag", "noai"), one, NOTE, later);
      second.writeRevisit(page("http://b.test/2", "two"), two, NOTE, later);
      second.writeRevisit(
          answer("http://a.test/3", 304, ""),
          new CaptureReference("", "http://a.test/3", NOW.toString(), "sha256:0"),
          NOTE,
          later);
    }
    WarcCollection.create(
        folder.resolve("index"), List.of(other, file), CdxjIndex::beside, 1 << 20);
    try (WarcCollection source = WarcCollection.open(folder.resolve("index"))) {
      Collected found =
          read(
              SiteFiles.NONE,
              revisit -> source.of(revisit, 1 << 20).map(WarcCollection.Held::capture));
      assertThat(lines(found))
          .containsExactly(
              "http://a.test/1 ok 2026-01-02T03:05:05Z denied one",
              "http://b.test/2 ok 2026-01-02T03:05:05Z unknown two");
      assertThat(found.skipped).containsExactly("robots-txt", "revisit-elsewhere");
      assertThat(source.of(revisit(0, Map.of("warc-refers-to-date", NOW.toString())), 99))
          .isEmpty();
      WarcRecord dated =
          revisit(
              0,
              Map.of(
                  "warc-refers-to-date",
                  NOW.toString(),
                  "warc-refers-to-target-uri",
                  "<http://a.test/1>"));
      assertThat(source.of(dated, 99).orElseThrow().capture().body())
          .asString(UTF_8)
          .isEqualTo("one");
      assertThat(source.of(dated, 2)).isEmpty();
    }
    List<SiteFile> given = new ArrayList<>();
    assertThat(WarcItems.lookForSiteFiles(file, "a", ReadLimits.DEFAULT, given::add)).isTrue();
    assertThat(WarcItems.lookForSiteFiles(other, "z", ReadLimits.DEFAULT, given::add)).isFalse();
  }

  private static WarcRecord revisit(long offset, Map<String, String> fields) {
    return new WarcRecord("revisit", "http://a.test/", "", "", "", offset, new byte[0], fields, -1);
  }

  @Test
  void whatDoesNotFitInOrIsNotUnderstoodIsNotHeld() {
    String profile = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest";
    Revisits revisits = new Revisits(2500);
    String digest = "warc-payload-digest";
    assertThat(revisits.hold(revisit(1, Map.of("warc-profile", profile, digest, "sha1:A"))))
        .isTrue();
    assertThat(revisits.hold(revisit(2, Map.of("warc-profile", profile)))).isFalse();
    assertThat(revisits.hold(revisit(3, Map.of("warc-profile", "x", digest, "sha1:A")))).isFalse();
    assertThat(
            revisits.hold(
                revisit(
                    4,
                    Map.of(
                        "warc-profile",
                        "<" + profile + ">",
                        "warc-refers-to-date",
                        "2026-01-02T03:04:05.000Z"))))
        .isTrue();
    assertThat(revisits.hold(revisit(5, Map.of("warc-profile", profile, digest, "sha1:B"))))
        .isFalse();
    assertThat(revisits.holds(revisit(1, Map.of()))).isTrue();
    assertThat(revisits.holds(revisit(5, Map.of()))).isFalse();
    WarcRecord capture =
        new WarcRecord(
            "response",
            "http://a.test/",
            "2026-01-02T03:04:05Z",
            "",
            "",
            9,
            new byte[0],
            Map.of(digest, "sha1:A"),
            -1);
    assertThat(revisits.takeThoseOf(capture))
        .extracting(WarcRecord::offset)
        .containsExactly(4L, 1L);
    assertThat(revisits.takeThoseOf(capture)).isEmpty();
    assertThat(revisits.rest()).isEmpty();
  }

  @Test
  void revisitsThatCannotBeHeldAreCounted() throws IOException {
    Files.writeString(
        file,
        String.join(
            "\r\n",
            "WARC/1.0",
            "WARC-Type: revisit",
            "WARC-Target-URI: http://a.test/",
            "WARC-Profile: http://other.test/",
            "Content-Length: 0",
            "",
            "",
            ""));
    assertThat(read(SiteFiles.NONE).skipped).containsExactly("revisit-unresolved");
  }
}
