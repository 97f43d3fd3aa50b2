package org.estover.crawl.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.Use;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpField;
import org.estover.crawl.warc.WarcWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WarcItemsTest {
  /** An RSL document that licenses every use of its site. */
  private static final String LICENSE =
      "<rsl xmlns='https://rslstandard.org/rsl'><content url='/'><license>"
          + "<permits type='usage'>all</permits></license></content></rsl>";

  @TempDir private Path folder;

  private static Capture capture(String uri, int status, String type, String body, String... more) {
    List<HttpField> fields = new ArrayList<>();
    fields.add(new HttpField("Content-Type", type));
    for (int i = 0; i < more.length; i += 2) {
      fields.add(new HttpField(more[i], more[i + 1]));
    }
    return new Capture(uri, "", status, fields, body.getBytes(UTF_8), true);
  }

  private Collected read(Capture... captures) throws IOException {
    Path file = folder.resolve("a.warc.gz");
    try (WarcWriter writer = WarcWriter.create(file, "test", Instant.EPOCH)) {
      for (Capture capture : captures) {
        writer.write(capture, List.of(), "ok", Instant.EPOCH);
      }
    }
    Collected collected = new Collected();
    Component component = TestComponent.asserting("web", "CC0-1.0", "Trust");
    SourceReader.read(
        new WarcSource(component, List.of()), file, "a.warc.gz", ReadLimits.DEFAULT, collected);
    collected.skipped.removeAll(List.of("request", "metadata"));
    return collected;
  }

  /** Reads a WARC file that holds these records. */
  private Collected readText(String records) throws IOException {
    return readText(records, SiteFiles.NONE);
  }

  private Collected readText(String records, SiteFiles others) throws IOException {
    Path file = folder.resolve("t.warc");
    Files.writeString(file, records, ISO_8859_1);
    Collected found = new Collected();
    WarcSource source = new WarcSource(TestComponent.named("web"), List.of());
    SourceReader.read(source, file, "t.warc", ReadLimits.DEFAULT, others, found);
    return found;
  }

  private static String verdict(SourceItem item) {
    return Resolution.resolve(item.signals(), Use.AI_TRAIN).name();
  }

  private static List<String> protocols(SourceItem item) {
    return item.signals().stream().map(RightsSignal::protocol).toList();
  }

  @Test
  void outcomeFollowsFromTheStatus() throws IOException {
    Collected found =
        read(
            capture("http://a.test/1", 200, "text/html; charset=UTF-8", "<p>1"),
            capture("http://a.test/2", 404, "text/html", "<p>2"),
            capture("http://a.test/3", 301, "text/html", ""));
    assertThat(found.items)
        .extracting(SourceItem::outcome)
        .containsExactly("ok", "http-404", "http-301");
    assertThat(found.skipped).containsExactly("warcinfo");
    SourceItem first = found.items.get(0);
    assertThat(first.mediaType()).isEqualTo("text/html");
    assertThat(first.charset()).isEqualTo("utf-8");
    assertThat(first.license()).isEqualTo("CC0-1.0");
    assertThat(first.holder()).isEqualTo("Trust");
    assertThat(first.file()).isEqualTo("a.warc.gz");
    assertThat(first.fetchedAt()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(first.signals()).isEmpty();
  }

  @Test
  void siteFilesSpeakForAllPagesOfTheFile() throws IOException {
    String robots = "User-agent: *\nDisallow: /private/\nContent-Usage: train-ai=n\n";
    Collected found =
        read(
            capture("http://a.test/early", 200, "text/html", "<p>1"),
            capture("http://a.test/robots.txt", 200, "text/plain", robots),
            capture("http://a.test/private/x", 200, "text/html", "<p>2"),
            capture("http://a.test/open", 200, "text/html", "<p>3"),
            capture("http://b.test/", 200, "text/html", "<p>4"));
    assertThat(found.skipped).containsExactly("warcinfo", "robots-txt");
    assertThat(found.items)
        .extracting(WarcItemsTest::protocols)
        .satisfiesExactly(
            early -> assertThat(early).containsExactly("rfc9309", "aipref"),
            forbidden -> assertThat(forbidden).containsExactly("rfc9309"),
            open -> assertThat(open).containsExactly("rfc9309", "aipref"),
            other -> assertThat(other).isEmpty());
  }

  @Test
  void headersAndMarkupSpeakForThePage() throws IOException {
    Collected found =
        read(
            capture("http://a.test/1", 200, "text/html", "<p>x", "tdm-reservation", "1"),
            capture("http://a.test/2", 200, "text/html", "<META NAME=TDM-Reservation content=1>"),
            capture("http://a.test/3", 200, "text/html", "<meta name=robots content=noai>"));
    assertThat(found.items.get(0).signals()).hasSize(1);
    assertThat(found.items.get(1).signals()).hasSize(1);
    assertThat(found.items.get(2).signals()).hasSize(1);
  }

  @Test
  void textsThatAreNotToBeKeptAreNot() throws IOException {
    Collected found =
        read(
            capture("http://a.test/1", 200, "text/html", "<meta name=robots content=noindex>x"),
            capture("http://a.test/2", 200, "text/plain", "x", "X-Robots-Tag", "estover: none"),
            capture("http://a.test/3", 200, "text/html", "x", "X-Robots-Tag", "other: noindex"),
            capture("http://a.test/4", 200, "text/html", "<meta name=robots content=nofollow>x"),
            capture("http://a.test/5", 404, "text/html", "x", "X-Robots-Tag", "noindex"),
            capture("http://a.test/6", 200, "text/html", "x", "X-Robots-Tag", "NOAI;noindex"),
            capture("http://a.test/7", 200, "text/html", "x", "X-Robots-Tag", "\"noai\""));
    assertThat(found.items)
        .extracting(SourceItem::outcome)
        .containsExactly("noindex", "noindex", "ok", "ok", "http-404", "noindex", "ok");
    assertThat(found.items)
        .extracting(item -> item.payload().length > 0)
        .containsExactly(false, false, true, true, true, false, true);
    assertThat(Resolution.resolve(found.items.get(6).signals(), Use.AI_TRAIN).name())
        .isEqualTo("denied");
    assertThat(found.items.get(0).signals())
        .extracting(RightsSignal::canonical)
        .containsExactly("robots-meta meta agent=* directives=noindex");
  }

  @Test
  void aLicenseThatPageAndRobotsTxtNameIsToldOfBoth() throws IOException {
    String link = "</l.xml>; rel=license; type=application/rsl+xml";
    Collected found =
        read(
            capture("http://a.test/robots.txt", 200, "text/plain", "License: /l.xml\n"),
            capture("http://a.test/l.xml", 200, "application/rsl+xml", LICENSE),
            capture("http://a.test/1", 200, "text/html", "x", "Link", link));
    assertThat(found.items.get(0).signals())
        .extracting(RightsSignal::source)
        .containsExactly("robots.txt", "robots.txt:1", "header");
  }

  @ParameterizedTest
  @CsvSource({
    "text/xml, <?xml version='1.0'?><!-- c --> , rsl-document",
    "text/plain, '', rsl-document",
    "text/html, <html><script type='application/rsl+xml'>, ''"
  })
  void licensesAreKnownByTheirRootWhateverTheirType(String type, String before, String kind)
      throws IOException {
    Collected found =
        read(
            capture("http://a.test/l.xml", 200, type, before + LICENSE),
            capture("http://a.test/robots.txt", 200, "text/plain", "License: /l.xml\n"),
            capture("http://a.test/1", 200, "text/plain", "x"));
    found.skipped.removeAll(List.of("warcinfo", "robots-txt"));
    assertThat(String.join("", found.skipped)).isEqualTo(kind);
    assertThat(verdict(found.items.get(found.items.size() - 1)))
        .isEqualTo(kind.isEmpty() ? "denied" : "allowed");
  }

  /** A robots.txt of which only a part is there may have gone on to forbid anything. */
  @Test
  void siteFilesThatBrokeOffCannotBeKnown() throws IOException {
    Capture robots = capture("http://a.test/robots.txt", 200, "text/plain", "User-agent: *\n");
    Capture cut =
        new Capture(robots.uri(), "", 200, robots.fields(), robots.body(), /* whole= */ false);
    Collected found = read(cut, capture("http://a.test/1", 200, "text/html", "x"));
    assertThat(verdict(found.items.get(0))).isEqualTo("denied");
  }

  @Test
  void siteFilesOfOneSiteSpeakUntilTheNextOnes() throws IOException {
    Collected found =
        read(
            capture("http://a.test/1", 200, "text/html", "<p>1"),
            capture("http://a.test/robots.txt", 200, "text/plain", "User-agent: *\nDisallow: /\n"),
            capture("http://a.test/2", 200, "text/html", "<p>2"),
            capture("http://a.test/robots.txt", 404, "text/plain", ""),
            capture("http://A.test:80/3", 200, "text/html", "<p>3"));
    assertThat(found.items)
        .extracting(WarcItemsTest::verdict)
        .containsExactly("denied", "denied", "unknown");
  }

  @Test
  void defaultPortsAndUsersMakeNoOtherSite() throws IOException {
    String robots = "User-agent: *\nContent-Usage: train-ai=n\n";
    Collected found =
        read(
            capture("https://a.test:443/robots.txt", 200, "text/plain", robots),
            capture("https://u@A.test/1", 200, "text/html", "<p>1"),
            capture("http://a.test/2", 200, "text/html", "<p>2"));
    assertThat(found.items).extracting(WarcItemsTest::verdict).containsExactly("denied", "unknown");
  }

  @Test
  void markupSpeaksForPagesWhoseTypeIsNotSaid() throws IOException {
    String page = "<html><meta name=tdm-reservation content=1><p>x";
    SourceItem item = read(capture("http://a.test/1", 200, "", page)).items.get(0);
    assertThat(verdict(item)).isEqualTo("denied");
  }

  @Test
  void resourcesAreReservedAsResponsesAre() throws IOException {
    String robots = "User-agent: *\nContent-Usage: train-ai=n\n";
    Collected found =
        readText(
            resource("http://a.test/1", "text/html", "<meta name=tdm-reservation content=1><p>x")
                + resource("http://b.test/1", "text/plain", "a text")
                + resource("http://b.test/robots.txt", "text/plain", robots)
                + resource("file:///robots.txt", "text/plain", "a file"));
    assertThat(found.items)
        .extracting(item -> item.uri() + " " + verdict(item))
        .containsExactly(
            "http://a.test/1 denied", "http://b.test/1 denied", "file:///robots.txt unknown");
    assertThat(found.skipped).containsExactly("robots-txt");
  }

  @ParameterizedTest
  @CsvSource({
    "200, br, '\u0001\u0002', denied",
    "200, gzip, '\u001f\u008b\u0008', denied",
    "503, identity, later, denied",
    "404, br, '\u0001\u0002', unknown",
    "200, br, 'User-agent: *', unknown",
    "200, br, 'User-agent: *\nDisallow: /', denied",
  })
  void robotsThatCannotBeReadForbidEverything(
      int status, String coding, String body, String verdict) throws IOException {
    assertThat(verdictBeside("/robots.txt", status, coding, body)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "200, br, '\u0001\u0002', denied",
    "200, gzip, '\u001f\u008b\u0008', denied",
    "503, identity, later, denied",
    "429, identity, later, denied",
    "404, br, '\u0001\u0002', unknown",
    "200, br, [], unknown",
  })
  void tdmrepThatCannotBeReadReservesEverything(
      int status, String coding, String body, String verdict) throws IOException {
    assertThat(verdictBeside("/.well-known/tdmrep.json", status, coding, body)).isEqualTo(verdict);
  }

  /** The verdict on a page of a site whose site file was answered like this. */
  private String verdictBeside(String path, int status, String coding, String body)
      throws IOException {
    String head = "HTTP/1.1 " + status + " x\r\nContent-Encoding: " + coding + "\r\n\r\n";
    String page = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\na page";
    Collected found =
        readText(
            record("response", "http://a.test/1", "application/http", page)
                + record("response", "http://a.test" + path, "application/http", head + body));
    assertThat(found.items).hasSize(1);
    return verdict(found.items.get(0));
  }

  private static String resource(String uri, String type, String body) {
    return record("resource", uri, type, body);
  }

  private static String record(String kind, String uri, String type, String body) {
    return "WARC/1.0\r\nWARC-Type: "
        + kind
        + "\r\nWARC-Target-URI: "
        + uri
        + "\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body
        + "\r\n\r\n";
  }

  @Test
  void conversionsAreReservedAsTheirSiteIs() throws IOException {
    String license = "License: http://c.test/none.xml\nUser-agent: *\n";
    String reservation = "[{\"location\": \"/\", \"tdm-reservation\": 1}]";
    String robots = "User-agent: *\nDisallow: /no/\n";
    Collected found =
        readText(
            record("conversion", "http://a.test/no/1", "text/plain", "a text")
                + record("conversion", "http://a.test/1", "text/plain", "a text")
                + record("conversion", "http://b.test/1", "text/plain", "a text")
                + record("conversion", "http://c.test/1", "text/plain", "a text")
                + resource("http://a.test/robots.txt", "text/plain", robots)
                + resource("http://b.test/.well-known/tdmrep.json", "text/plain", reservation)
                + resource("http://c.test/robots.txt", "text/plain", license));
    assertThat(found.items)
        .extracting(WarcItemsTest::verdict)
        .containsExactly("denied", "unknown", "denied", "denied");
  }

  @Test
  void licenseDocumentThatWasNotCapturedLicensesNothing() throws IOException {
    String page = "<link rel=license type=application/rsl+xml href=/l.xml><p>x";
    SourceItem item = read(capture("http://a.test/1", 200, "text/html", page)).items.get(0);
    assertThat(item.signals()).hasSize(1);
    assertThat(item.signals().get(0).canonical()).contains("captured");
  }

  @Test
  void licenseDocumentsAreFoundBehindThePageWhateverTheirRecordIsLike() throws IOException {
    String page = "<link rel=license type=application/rsl+xml href=/l.xml><p>x";
    String http =
        "HTTP/1.1 200 OK\r\nX-Policy: "
            + "p".repeat(5000)
            + "\r\nContent-Type: application/rsl+xml";
    for (String document :
        List.of(
            resource("http://a.test/l.xml", "application/rsl+xml", LICENSE),
            record(
                "response",
                "http://a.test/l.xml",
                "application/http",
                http + "\r\n\r\n" + LICENSE))) {
      Collected found = readText(resource("http://a.test/1", "text/html", page) + document);
      assertThat(verdict(found.items.get(0))).isEqualTo("allowed");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, allowed", "1, denied"})
  void licenseDocumentsAfterTheEighthDeny(int tooMany, String verdict) throws IOException {
    List<Capture> captures = new ArrayList<>();
    StringBuilder page = new StringBuilder();
    for (int number = 0; number < RslDocument.MAX_PER_PAGE + tooMany; number++) {
      String path = "/" + number + ".xml";
      captures.add(capture("http://a.test" + path, 200, "application/rsl+xml", LICENSE));
      page.append("<link rel=license type=application/rsl+xml href=").append(path).append('>');
    }
    captures.add(capture("http://a.test/1", 200, "text/html", page + "<p>x"));
    SourceItem item = read(captures.toArray(Capture[]::new)).items.get(0);
    assertThat(verdict(item)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.test/p?a=1|2, /l.xml, allowed",
    "http://a.test/p?a=1|2, /none.xml, denied",
    "http://a.test/{x}, /l.xml#part, allowed",
    "http://a.test/p, 'http://bad host/l.xml', denied",
  })
  void licenseLinksHoldWhateverThePagesUrlIsLike(String uri, String target, String verdict)
      throws IOException {
    String type = "application/rsl+xml";
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    String header = "Link: <" + target + ">; rel=license; type=" + type + "\r\n\r\n<p>x";
    String markup = "\r\n<link rel=license type=" + type + " href='" + target + "'><p>x";
    Collected found =
        readText(
            resource("http://a.test/l.xml", type, LICENSE)
                + record("response", uri, "application/http", head + header)
                + record("response", uri, "application/http", head + markup));
    assertThat(found.items).extracting(WarcItemsTest::verdict).containsExactly(verdict, verdict);
  }

  private SiteFile siteFile(String path, int status, String date, String body) {
    SiteFile.Kind kind =
        path.equals("robots.txt") ? SiteFile.Kind.ROBOTS_TXT : SiteFile.Kind.TDMREP_JSON;
    return new SiteFile(kind, "http://a.test", status, body.getBytes(UTF_8), date, "z.warc", 0);
  }

  /** The verdict on a page whose WARC file holds no site files, beside one that holds these. */
  private String verdictBeside(SiteFile... others) throws IOException {
    SiteFiles siteFiles =
        taker -> {
          for (SiteFile other : others) {
            taker.take(other);
          }
        };
    Collected found = readText(resource("http://a.test/1", "text/plain", "a page"), siteFiles);
    return verdict(found.items.get(0));
  }

  @Test
  void siteFilesOfOtherFilesSpeakInWhateverOrderTheyCome() throws IOException {
    SiteFile early = siteFile("robots.txt", 200, "2020", "User-agent: *\nAllow: /\n");
    SiteFile late = siteFile("robots.txt", 200, "2021", "User-agent: *\nDisallow: /\n");
    SiteFile gone = siteFile("robots.txt", 404, "2019", "");
    SiteFile failed = siteFile("robots.txt", 503, "2019", "");
    assertThat(verdictBeside(late)).isEqualTo("denied");
    assertThat(verdictBeside(early, late)).isEqualTo("unknown");
    assertThat(verdictBeside(late, early)).isEqualTo("unknown");
    assertThat(verdictBeside(gone, late)).isEqualTo("denied");
    assertThat(verdictBeside(late, gone)).isEqualTo("denied");
    assertThat(verdictBeside(failed, early)).isEqualTo("unknown");
    assertThat(verdictBeside(gone, failed)).isEqualTo("denied");
  }

  @Test
  void licenseDocumentOfAnotherSiteIsTakenWhereRobotsNamesIt() throws IOException {
    SiteFile robots =
        siteFile("robots.txt", 200, "2020", "License: http://b.test/l.xml\nUser-agent: *\n");
    SiteFile document =
        new SiteFile(
            SiteFile.Kind.RSL_DOCUMENT,
            "http://b.test/l.xml",
            200,
            LICENSE.getBytes(UTF_8),
            "",
            "y.warc",
            0);
    assertThat(verdictBeside(robots)).isEqualTo("denied");
    assertThat(verdictBeside(document, robots)).isEqualTo("allowed");
  }

  @Test
  void whatTheFileItselfHoldsGoesBeforeOtherFiles() throws IOException {
    SiteSignals signals = new SiteSignals(1000);
    signals.foreseePage("http://a.test/1");
    signals.foresee(siteFile("robots.txt", 404, "2021", ""));
    signals.foreseeFrom(
        taker -> taker.take(siteFile("robots.txt", 200, "2020", "User-agent: *\nDisallow: /\n")));
    Capture page = capture("http://a.test/1", 200, "text/plain", "x");
    assertThat(Resolution.resolve(signals.of(page), Use.AI_TRAIN).name()).isEqualTo("unknown");
  }

  @Test
  void sitesWhoseFilesDoNotFitInAreDeniedAndCounted() throws IOException {
    SiteSignals signals = new SiteSignals(100);
    List<String> hosts = List.of("http://a.test", "http://b.test", "http://c.test");
    for (String host : hosts) {
      signals.foreseePage(host + "/1");
      signals.foresee(
          new SiteFile(
              SiteFile.Kind.ROBOTS_TXT,
              host,
              200,
              "User-agent: *\n".repeat(4).getBytes(UTF_8),
              "",
              "a.warc",
              0));
    }
    signals.foreseeFrom(SiteFiles.NONE);
    List<String> verdicts = new ArrayList<>();
    for (String host : hosts) {
      Capture page = capture(host + "/1", 200, "text/plain", "x");
      verdicts.add(Resolution.resolve(signals.of(page), Use.AI_TRAIN).name());
    }
    assertThat(verdicts).containsExactly("unknown", "denied", "denied");
    assertThat(signals.unheardPages()).isEqualTo(2);
  }

  @Test
  void manySitesOfOneFileAreAllRemembered() throws IOException {
    List<Capture> captures = new ArrayList<>();
    String robots = "User-agent: *\nDisallow: /\n";
    for (int site = 0; site <= 10_001; site++) {
      captures.add(capture("http://" + site + ".test/robots.txt", 200, "text/plain", robots));
    }
    captures.add(capture("http://0.test/1", 200, "text/plain", "x"));
    SourceItem item = read(captures.toArray(Capture[]::new)).items.get(0);
    assertThat(verdict(item)).isEqualTo("denied");
  }

  @Test
  void archivesAreReadAsTheCrawlerReads() {
    assertThat(SiteSignals.AGENT).isEqualTo(WebCrawler.AGENT);
  }
}
