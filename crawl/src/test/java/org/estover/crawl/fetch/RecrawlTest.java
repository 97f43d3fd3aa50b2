package org.estover.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.crawl.fetch.LoopbackSites.Request;
import org.estover.crawl.source.CrawlPlan;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WebSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;

/** A crawl that knows of an earlier one asks for what has changed, and captures the same. */
final class RecrawlTest {
  private static final String DATE = "Sat, 03 Jan 2026 10:00:00 GMT";

  @TempDir Path folder;
  private LoopbackSites sites;
  private int seen;

  @BeforeEach
  void start() throws IOException {
    sites = new LoopbackSites();
    sites
        .text(
            "http://a.test/robots.txt",
            "User-agent: *\nDisallow: /no\nContent-Usage: train-ai=n\n",
            "ETag",
            "\"r\"")
        .text("http://a.test/ai.txt", "User-Agent: *\nDisallow: *.png\n", "ETag", "\"a\"")
        .answer("http://a.test/.well-known/tdmrep.json", 200, "[]", "ETag", "\"t\"")
        .html(
            "http://a.test/",
            "home <a href=/1>one</a> <a href=/no>no</a>",
            "ETag",
            "\"home\"",
            "X-Robots-Tag",
            "noml",
            "TDM-Reservation",
            "0")
        .html("http://a.test/1", "one <a href=/2>two</a>", "Last-Modified", DATE)
        .text("http://a.test/2", "two", "ETag", "W/\"2\"", "Last-Modified", DATE);
  }

  @AfterEach
  void stop() {
    sites.close();
  }

  /** A crawl and what became of it. */
  private record Done(CollectedItems items, CrawlOutcome outcome) {}

  private Done crawl(String name, String... since) throws Exception {
    return crawl(CollectedItems.plan(List.of("http://a.test/"), 1000, 10), name, since);
  }

  private Done crawl(CrawlPlan plan, String name, String... since) throws Exception {
    seen = sites.timedRequests().size();
    Crawl crawl =
        new Crawl(
            new WebSource(TestComponent.named("web"), plan, List.of()),
            folder.resolve(name),
            folder.resolve(name).resolve("frontier"),
            Stream.of(since).map(folder::resolve).toList());
    CollectedItems items = new CollectedItems();
    CrawlOutcome outcome =
        new WebCrawler(2, Clock.systemUTC())
            .crawl(crawl, sites.connectTo("a.test"), items, CrawlProgress.SILENT);
    return new Done(items, outcome);
  }

  /** The requests of the last crawl: their paths, and a mark behind those without a condition. */
  private List<String> asked() {
    List<String> asked = new ArrayList<>();
    for (Request request : sites.timedRequests().subList(seen, sites.timedRequests().size())) {
      String path = request.url().substring("http://a.test".length());
      asked.add(path + (request.conditional() ? "" : " anew"));
    }
    return asked;
  }

  /** The captures in a crawl's WARC file, by URL. */
  private Map<String, WarcCaptureRecord> records(String name) throws IOException {
    Map<String, WarcCaptureRecord> records = new TreeMap<>();
    Path warc = folder.resolve(name).resolve("crawl-00000.warc.gz");
    try (WarcReader reader = new WarcReader(warc)) {
      for (WarcRecord record : reader) {
        if (record instanceof WarcResponse || record instanceof WarcRevisit) {
          WarcCaptureRecord capture = (WarcCaptureRecord) record;
          assertThat(records.put(capture.target(), capture)).isNull();
        }
      }
    }
    return records;
  }

  private WarcCaptureRecord record(String name, String path) throws IOException {
    return Objects.requireNonNull(records(name).get("http://a.test" + path));
  }

  private static String header(WarcRecord record, String name) {
    return record.headers().first(name).orElse("");
  }

  @Test
  void anUnchangedSiteIsAskedForChangesAndGivesTheSameCaptures() throws Exception {
    Done first = crawl("first");
    assertThat(first.outcome.repeated()).isEmpty();
    assertThat(asked()).allMatch(request -> request.endsWith(" anew"));
    Done second = crawl("second", "first");
    assertThat(asked())
        .containsExactly("/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/", "/1", "/2");
    assertThat(second.items.captureSet()).isEqualTo(first.items.captureSet());
    assertThat(second.outcome.bytes()).isEqualTo(first.outcome.bytes());
    assertThat(second.outcome.repeated()).hasToString("{not-modified=3}");
    assertThat(second.items.outcomes()).containsEntry("http://a.test/no", "robots-disallow");
    Map<String, WarcCaptureRecord> before = records("first");
    Map<String, WarcCaptureRecord> after = records("second");
    assertThat(after).containsOnlyKeys(before.keySet());
    after.forEach(
        (url, revisit) -> {
          WarcCaptureRecord payload = Objects.requireNonNull(before.get(url));
          assertThat(revisit).as(url).isInstanceOf(WarcRevisit.class);
          assertThat(header(revisit, "WARC-Profile"))
              .isEqualTo(WarcRevisit.SERVER_NOT_MODIFIED_1_1.toString());
          assertThat(header(revisit, "WARC-Refers-To")).isEqualTo("<" + payload.id() + ">");
          assertThat(header(revisit, "WARC-Refers-To-Target-URI")).isEqualTo(url);
          assertThat(header(revisit, "WARC-Refers-To-Date")).isEqualTo(payload.date().toString());
          assertThat(header(revisit, "WARC-Payload-Digest"))
              .isEqualTo(header(payload, "WARC-Payload-Digest"));
        });
    assertThat(Files.readString(folder.resolve("second/crawl-00000.cdxj")).lines())
        .hasSize(6)
        .allMatch(line -> line.contains("\"mime\":\"warc/revisit\",\"status\":\"304\""));
  }

  @Test
  void aChangedPageIsSeenAndItsNewLinksAreFollowed() throws Exception {
    Done first = crawl("first");
    sites
        .html("http://a.test/1", "one more <a href=/3>three</a>", "Last-Modified", DATE + " ")
        .text("http://a.test/3", "three");
    Done second = crawl("second", "first");
    assertThat(asked())
        .containsExactly(
            "/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/", "/1", "/3 anew");
    assertThat(second.items.get("http://a.test/1").payload())
        .asString(UTF_8)
        .startsWith("one more");
    assertThat(second.items.outcomes()).containsEntry("http://a.test/3", "ok");
    assertThat(second.items.captureSet()).isNotEqualTo(first.items.captureSet());
    assertThat(record("second", "/1")).isInstanceOf(WarcResponse.class);
  }

  /** RFC 9110, section 15.4.5: what a 304 says of the page takes the place of what was said. */
  @Test
  void fieldsOfA304TakeThePlaceOfThoseOfBefore() throws Exception {
    Done first = crawl("first");
    assertThat(first.items.get("http://a.test/").signals()).hasSize(4);
    sites.unchanged("http://a.test/", "ETag", "\"home\"", "TDM-Reservation", "1");
    Done second = crawl("second", "first");
    assertThat(second.outcome.repeated()).hasToString("{not-modified=3}");
    assertThat(second.items.get("http://a.test/").payload())
        .isEqualTo(first.items.get("http://a.test/").payload());
    List<String> lines = new ArrayList<>();
    first.items.get("http://a.test/").signals().forEach(signal -> lines.add(signal.canonical()));
    List<String> now = new ArrayList<>();
    second.items.get("http://a.test/").signals().forEach(signal -> now.add(signal.canonical()));
    assertThat(now).hasSameSizeAs(lines).isNotEqualTo(lines);
    now.removeAll(lines);
    assertThat(now).hasSize(1);
    assertThat(now.get(0)).contains("tdm");
  }

  @Test
  void theSameBytesAreKeptOnceWhereAServerKnowsNoConditions() throws Exception {
    sites.text("http://a.test/2", "two");
    Done first = crawl("first");
    Done second = crawl("second", "first");
    assertThat(asked()).contains("/2 anew");
    assertThat(second.items.captureSet()).isEqualTo(first.items.captureSet());
    assertThat(second.outcome.repeated()).hasToString("{not-modified=2, same-payload=1}");
    WarcCaptureRecord revisit = record("second", "/2");
    assertThat(header(revisit, "WARC-Profile"))
        .isEqualTo(WarcRevisit.IDENTICAL_PAYLOAD_DIGEST_1_1.toString());
  }

  @Test
  void aThirdCrawlFindsThePayloadsInTheFirst() throws Exception {
    Done first = crawl("first");
    crawl("second", "first");
    Done third = crawl("third", "second", "first");
    assertThat(asked()).noneMatch(request -> request.endsWith(" anew"));
    assertThat(third.items.captureSet()).isEqualTo(first.items.captureSet());
    assertThat(header(record("third", "/1"), "WARC-Refers-To"))
        .isEqualTo("<" + record("first", "/1").id() + ">");
    // Of the second alone nothing is known but that it had no payloads.
    Done fourth = crawl("fourth", "second");
    assertThat(asked()).allMatch(request -> request.endsWith(" anew"));
    assertThat(fourth.items.captureSet()).isEqualTo(first.items.captureSet());
  }

  @Test
  void whatCannotBeReadIsAskedForAnew() throws Exception {
    Done first = crawl("first");
    Path warc = folder.resolve("first/crawl-00000.warc.gz");
    byte[] bytes = Files.readAllBytes(warc);
    int half = bytes.length / 2;
    for (int at = half; at < bytes.length; at++) {
      bytes[at] ^= 0x55;
    }
    Files.write(warc, bytes);
    Done second = crawl("second", "first");
    assertThat(asked()).contains("/2 anew", "/robots.txt");
    assertThat(second.items.captureSet()).isEqualTo(first.items.captureSet());
    Files.write(warc, new byte[0]);
    assertThat(crawl("third", "first").items.captureSet()).isEqualTo(first.items.captureSet());
    assertThat(asked()).allMatch(request -> request.endsWith(" anew"));
  }

  /** What a crawl would cut is not taken whole from one that was allowed more. */
  @Test
  void whatThisCrawlWouldCutIsAskedForAnew() throws Exception {
    sites.text("http://a.test/2", "x".repeat(5000), "ETag", "\"long\"");
    crawl("first");
    CrawlPlan small =
        new CrawlPlan(List.of("http://a.test/"), List.of(), List.of(), 1000, 10, 0, 5000, 4999, 42);
    Done second = crawl(small, "second", "first");
    assertThat(asked())
        .containsExactly(
            "/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/", "/1", "/2 anew");
    assertThat(second.items.outcomes()).containsEntry("http://a.test/2", "truncated");
    // And what was cut is no page to ask for by condition.
    crawl("third", "second", "first");
    assertThat(asked()).contains("/2");
    crawl(small, "fourth", "second");
    assertThat(asked()).contains("/2 anew");
  }

  @Test
  void filesWithoutIndexesAreIndexedInTheCrawlsOwnFolder() throws Exception {
    crawl("first");
    Files.delete(folder.resolve("first/crawl-00000.cdxj"));
    crawl("second", "first");
    assertThat(asked()).noneMatch(request -> request.endsWith(" anew"));
    assertThat(folder.resolve("first/crawl-00000.cdxj")).doesNotExist();
  }

  @Test
  void aPageThatIsForbiddenNowIsNotAskedFor() throws Exception {
    crawl("first");
    sites.text("http://a.test/robots.txt", "User-agent: *\nDisallow: /1\n", "ETag", "\"s\"");
    Done second = crawl("second", "first");
    assertThat(second.items.outcomes()).containsEntry("http://a.test/1", "robots-disallow");
    assertThat(asked())
        .containsExactly("/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/", "/no anew");
  }

  @Test
  void foldersThatCannotServeAreRefused() throws Exception {
    assertThatThrownBy(() -> crawl("second", "first"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a run, the folder of a crawl, or one with WARC files");
    assertThatThrownBy(() -> crawl("third", "."))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("would write into it");
  }
}
