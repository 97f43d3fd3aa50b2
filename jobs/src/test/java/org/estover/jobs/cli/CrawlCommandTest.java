package org.estover.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CrawlCommandTest {
  @TempDir private Path folder;
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Map<String, List<String>>> requests =
      new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private boolean tags;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    pages.put("/", "<a href=/1>one</a> <a href=/sold>sold</a> <a href=/gone>gone</a>");
    pages.put("/1", "the first page <a rel=license href=https://opensource.org/licenses/MIT>l</a>");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestHeaders());
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/sold")) {
      exchange.getResponseHeaders().add("crawler-price", "USD 0.01");
      exchange.getResponseHeaders().add("WWW-Authenticate", "License error=\"invalid_token\"");
      exchange
          .getResponseHeaders()
          .add("Link", "<https://a.test/rsl.xml>; rel=\"license\", </s.css>; rel=preload");
      exchange.sendResponseHeaders(402, -1);
    } else {
      byte[] body = pages.getOrDefault(path, "").getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
      String tag = '"' + Integer.toHexString(Arrays.hashCode(body)) + '"';
      if (tags && body.length > 0) {
        exchange.getResponseHeaders().add("ETag", tag);
      }
      if (tags && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        exchange.close();
        return;
      }
      exchange.sendResponseHeaders(
          body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
    exchange.close();
  }

  private int crawl(String... more) {
    List<String> words = new ArrayList<>(List.of("crawl"));
    words.addAll(List.of(more));
    words.addAll(List.of("--connect-to", "a.test=127.0.0.1:" + server.getAddress().getPort()));
    return shell.run(words.toArray(String[]::new));
  }

  private Map<String, JsonNode> captures(String crawl) throws IOException {
    Map<String, JsonNode> captures = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(crawl).resolve("captures.jsonl"))) {
      JsonNode capture = Json.tree(line);
      captures.put(capture.path("url").asText(), capture);
    }
    return captures;
  }

  @Test
  void crawlLeavesLinesArchiveAndReport() throws IOException {
    assertThat(crawl("http://a.test/", "--out", "pages", "--delay", "0ms"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .contains("http-402", "http-404", "ok")
        .contains("quote: host a.test, status 402, price USD 0.01")
        .contains("wrote pages");
    Map<String, JsonNode> captures = captures("pages");
    assertThat(captures)
        .containsOnlyKeys(
            "http://a.test/", "http://a.test/1", "http://a.test/sold", "http://a.test/gone");
    JsonNode page = Objects.requireNonNull(captures.get("http://a.test/1"));
    assertThat(page.path("outcome").asText()).isEqualTo("ok");
    assertThat(page.path("status").asInt()).isEqualTo(200);
    assertThat(page.path("sha256").asText()).hasSize(64);
    assertThat(page.path("license").asText()).isEqualTo("MIT");
    assertThat(page.path("rights").asText()).isEqualTo("allowed");
    assertThat(page.path("signals")).isNotEmpty();
    assertThat(folder.resolve("pages").resolve(page.path("file").asText())).exists();
    JsonNode quote = Objects.requireNonNull(captures.get("http://a.test/sold")).path("quote");
    assertThat(quote.path("challenge").asText()).contains("invalid_token");
    assertThat(quote.path("links").get(0).asText()).isEqualTo("license https://a.test/rsl.xml");
    assertThat(quote.path("links")).hasSize(1);
    JsonNode report = Json.tree(Files.readString(folder.resolve("pages/report.json")));
    assertThat(report.path("captures").asInt()).isEqualTo(4);
    assertThat(report.path("outcomes").path("ok").asInt()).isEqualTo(2);
    assertThat(report.path("quotes").get(0).path("pages").asInt()).isEqualTo(1);
  }

  @Test
  void unchangedWebGivesAnUnchangedCaptureSet() throws IOException {
    assertThat(crawl("http://a.test/", "--out", "a", "--delay", "0ms", "--threads", "1", "--json"))
        .isZero();
    String first = Json.tree(shell.out()).path("captureSet").asText();
    assertThat(crawl("http://a.test/", "--out", "b", "--delay", "0ms", "--json")).isZero();
    assertThat(Json.tree(shell.out()).path("captureSet").asText()).isEqualTo(first).hasSize(64);
    pages.put("/1", "another page");
    assertThat(crawl("http://a.test/", "--out", "c", "--delay", "0ms", "--json")).isZero();
    assertThat(Json.tree(shell.out()).path("captureSet").asText()).isNotEqualTo(first);
  }

  /**
   * What a limit keeps from being asked is counted and kept, by a crawl and by the tasks of a run;
   * and these sign what they ask.
   */
  @Test
  void whatIsLeftOutIsKeptAndTasksSign() throws IOException {
    assertThat(crawl("http://a.test/", "--out", "a", "--delay", "0ms", "--set", "max-host-pages=2"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).contains("2 URLs left out: host-budget");
    assertThat(lines("a/left-out.jsonl.gz"))
        .hasSize(2)
        .allMatch(
            line -> line.matches("\\{\"url\":\"http://a.test/.+\",\"reason\":\"host-budget\"}"));
    assertThat(shell.run("crawl", "identity", "--new", "key.pem")).isZero();
    shell.export("ESTOVER_CRAWL_KEY", "key.pem");
    requests.clear();
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: c\nsources:\n  web: {type: web, seeds: [\"http://a.test/\"], delay: 0ms,"
            + " max-host-pages: 2, contact: \"https://trust.test/crawler\"}\n");
    String address = "a.test=127.0.0.1:" + server.getAddress().getPort();
    shell.run("run", "plan.yaml", "--run-dir", "run", "--connect-to", address, "--partitions", "2");
    assertThat(requests)
        .as(shell.err())
        .hasSizeGreaterThan(3)
        .allSatisfy(fields -> assertThat(fields).containsKeys("Signature-input", "Signature"));
    JsonNode report = Json.tree(Files.readString(folder.resolve("run/01-crawl/report.json")));
    assertThat(report.path("warnings"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "web: 2 URLs that were found were left out: host-budget; \"max-host-pages\" in the"
                + " plan's source sets that limit");
    List<String> left = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("run/01-crawl/left-out"))) {
      for (Path file : files.toList()) {
        left.addAll(lines(folder.relativize(file).toString()));
      }
    }
    assertThat(left).hasSize(2).allMatch(line -> line.startsWith("{\"source\":\"web\",\"url\":"));
    String url = Json.tree(left.get(0)).path("url").asText();
    shell.run("why", url, "--run-dir", "run");
    assertThat(shell.out()).contains("found and left out: host-budget");
  }

  private List<String> lines(String file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(file))), UTF_8))) {
      return lines.lines().toList();
    }
  }

  @Test
  void planIsFollowedAndItsSettingsStandInIt() throws IOException {
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: c\nsources:\n  web: {type: web, seeds: [\"http://a.test/\"], max-depth: 0, delay:"
            + " 0ms}\n");
    assertThat(crawl("plan.yaml", "--out", "pages")).as(shell.err()).isZero();
    assertThat(captures("pages")).containsOnlyKeys("http://a.test/");
    assertThat(crawl("plan.yaml", "--out", "more", "--max-pages", "3")).isEqualTo(2);
    assertThat(shell.err()).contains("write them into the plan");
    assertThat(crawl("plan.yaml", "--out", "more", "--source", "other")).isEqualTo(2);
  }

  /** As with everything that can be gone on with: what is done is told, and not done again. */
  @Test
  void aCompleteCrawlIsToldAndNotMadeAgain() throws IOException {
    String[] words = {"http://a.test/", "--out", "pages", "--delay", "0ms"};
    assertThat(crawl(words)).as(shell.err()).isZero();
    String told = shell.out();
    String report = Files.readString(folder.resolve("pages/report.json"));
    // As if it had been killed before it could tidy up.
    Files.createDirectories(folder.resolve("pages/warc/frontier/level"));
    requests.clear();
    assertThat(crawl(words)).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo(told);
    assertThat(shell.err()).contains("nothing to do: pages holds this crawl, complete since 2");
    assertThat(requests).isEmpty();
    assertThat(folder.resolve("pages/warc/frontier")).doesNotExist();
    assertThat(Files.readString(folder.resolve("pages/report.json"))).isEqualTo(report);
    assertThat(crawl("http://a.test/", "--out", "pages", "--delay", "0ms", "--json")).isZero();
    assertThat(Json.tree(shell.out())).isEqualTo(Json.tree(report));
    assertThat(crawl("http://a.test/1", "--out", "pages", "--delay", "0ms")).isEqualTo(2);
    assertThat(shell.err())
        .contains("pages: holds a crawl already", "of other seeds or settings", "--since ");
    assertThat(crawl("http://a.test/", "--out", "pages", "--delay", "1ms")).isEqualTo(2);
    Files.writeString(folder.resolve("pages/report.json"), "{}");
    assertThat(crawl(words)).isEqualTo(2);
    assertThat(shell.err()).contains("holds no crawl that could go on");
    assertThat(requests).isEmpty();
  }

  /** Why a page was not asked for is told of every kind of answer of a crawl, and of a run. */
  @Test
  void whyRobotsTxtCouldNotBeHadIsTold() throws IOException {
    String local = "http://127.0.0.1:9/x";
    assertThat(crawl("http://a.test/", local, "--out", "pages", "--delay", "0ms"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .contains(
            "1 page not asked for, as robots.txt could not be had: blocked-address, e.g. "
                + local
                + " (\"estover crawl guard ADDRESS\" says why");
    assertThat(Objects.requireNonNull(captures("pages").get(local)).path("cause").asText())
        .isEqualTo("blocked-address");
    JsonNode report = Json.tree(Files.readString(folder.resolve("pages/report.json")));
    assertThat(report.path("unreachable").path(0).path("cause").asText())
        .isEqualTo("blocked-address");
    assertThat(lines("pages/unreachable.jsonl.gz"))
        .containsExactly("{\"site\":\"http://127.0.0.1:9\",\"cause\":\"blocked-address\"}");
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: c\nsources:\n  web: {type: web, seeds: [\"" + local + "\"], delay: 0ms}\n");
    shell.run("run", "plan.yaml", "--run-dir", "run");
    assertThat(
            Json.tree(Files.readString(folder.resolve("run/01-crawl/report.json")))
                .path("warnings"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "web: 1 page was not asked for, as robots.txt could not be had: blocked-address, e.g. "
                + local);
    assertThat(shell.run("why", local, "--run-dir", "run")).as(shell.err()).isZero();
    assertThat(shell.out()).contains("outcome robots-unreachable (blocked-address), rights denied");
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere, neither an absolute http or https URL nor the file of a plan",
    "http://a.test/ --set nothing=1, unknown key",
    "http://a.test/ --set timeout=long, '--set timeout is a time with a unit such as 2s or 500ms, not \"long\"'",
    "http://a.test/ --delay 5, '--delay is a time with a unit such as 2s or 500ms, not \"5\"; write the unit, too: 5s'",
    "http://a.test/ --set max-page=5, '--set max-page is a size with a unit such as 64MiB, not \"5\"'",
    "http://a.test/ --max-pages 0, --max-pages is",
    "http://a.test/ --set timeot=5s, '--set timeot: unknown key \"timeot\" in '",
    "http://a.test/ --identity none.pem, none.pem: no such file",
    "http://a.test/ --threads 0, threads 0"
  })
  void mistakesAreNamed(String words, String message) {
    List<String> line = new ArrayList<>(List.of(words.split(" ", -1)));
    line.addAll(List.of("--out", "x"));
    assertThat(crawl(line.toArray(String[]::new))).isEqualTo(2);
    assertThat(shell.err()).contains(message).doesNotContain("command line:");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void crawlOfNothingIsAFinding() {
    assertThat(crawl("http://a.test/gone", "--out", "pages", "--delay", "0ms")).isEqualTo(1);
    assertThat(shell.err()).contains("no page could be captured");
  }

  @Test
  void guardSaysWhatItAllowsAndWhy() {
    assertThat(shell.run("crawl", "guard", "8.8.8.8", "2606:4700::1111")).isZero();
    assertThat(shell.out()).contains("allow  8.8.8.8", "public IPv4 address");
    assertThat(
            shell.run(
                "crawl",
                "guard",
                "127.0.0.1",
                "http://0x7f000001/",
                "file:///etc/passwd",
                "http://[::ffff:a9fe:a9fe]/",
                "localhost"))
        .isEqualTo(1);
    assertThat(shell.out())
        .containsPattern("block +127.0.0.1 +loopback \\(127.0.0.0/8\\)")
        .containsPattern("block +http://0x7f000001/ +an odd notation")
        .containsPattern("block +file:///etc/passwd +scheme file")
        .containsPattern("block +http://\\[.* link local \\(169.254.0.0/16\\)")
        .containsPattern("block +localhost +a name of the local machine");
    assertThat(shell.run("crawl", "guard", "--json", "10.1.2.3")).isEqualTo(1);
    JsonNode decision = Json.tree(shell.out()).path("addresses").get(0);
    assertThat(decision.path("decision").asText()).isEqualTo("block");
    assertThat(decision.path("reason").asText()).isEqualTo("private use (10.0.0.0/8)");
  }

  @Test
  void indexIsMadeAnewAsTheCrawlHasMadeIt() throws IOException {
    assertThat(crawl("http://a.test/", "--out", "pages", "--delay", "0ms")).isZero();
    Path index = folder.resolve("pages/warc/crawl-00000.cdxj");
    String made = Files.readString(index);
    assertThat(made.lines())
        .contains(made.lines().sorted().toArray(String[]::new))
        .anyMatch(line -> line.matches("test,a\\)/1 \\d{14} \\{\"url\":\"http://a.test/1\".*"));
    Files.delete(index);
    assertThat(shell.run("crawl", "index", "pages", "--json")).as(shell.err()).isZero();
    JsonNode one = Json.tree(shell.out()).path("indexes").get(0);
    assertThat(one.path("captures").asLong()).isEqualTo(made.lines().count());
    assertThat(one.path("unindexed").asLong()).isZero();
    assertThat(Files.readString(index)).isEqualTo(made);
    assertThat(shell.run("crawl", "index", "pages/warc/crawl-00000.warc.gz", "pages")).isZero();
    assertThat(shell.out()).containsPattern("pages/warc/crawl-00000.cdxj +7 +0");
  }

  @Test
  void whatCannotBeIndexedIsCounted() throws IOException {
    Files.writeString(folder.resolve("a.warc"), "WARC/1.0\r\nWARC-Type: response\r\n");
    assertThat(shell.run("crawl", "index", "a.warc")).isZero();
    assertThat(shell.err()).contains("what is not indexed is damaged");
    assertThat(folder.resolve("a.cdxj")).isEmptyFile();
    assertThat(shell.run("crawl", "index", "a.warc", "--strict")).isEqualTo(3);
    assertThat(shell.run("crawl", "index", "none")).isEqualTo(2);
    assertThat(shell.err()).contains("none: no WARC or ARC file");
    Files.createDirectory(folder.resolve("empty"));
    assertThat(shell.run("crawl", "index", "empty")).isEqualTo(2);
    Files.writeString(folder.resolve("a.warc.gz"), "");
    assertThat(shell.run("crawl", "index", ".")).isEqualTo(2);
    assertThat(shell.err()).contains("would share the index");
  }

  /** Pages that are as they were are not fetched, whether an option or a plan names the crawl. */
  @Test
  void crawlSinceAnotherCapturesTheSame() throws IOException {
    tags = true;
    assertThat(crawl("http://a.test/", "--out", "a", "--delay", "0ms", "--json")).isZero();
    String first = Json.tree(shell.out()).path("captureSet").asText();
    assertThat(crawl("http://a.test/", "--out", "b", "--delay", "0ms", "--since", "a", "--json"))
        .as(shell.err())
        .isZero();
    JsonNode report = Json.tree(shell.out());
    assertThat(report.path("captureSet").asText()).isEqualTo(first);
    assertThat(report.path("repeated").path("not-modified").asInt()).isEqualTo(2);
    assertThat(crawl("http://a.test/", "--out", "c", "--delay", "0ms", "--since", "b,a")).isZero();
    assertThat(shell.out()).contains("2 pages unchanged: not-modified");
    assertThat(captures("c").keySet()).isEqualTo(captures("a").keySet());
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: c\nsources:\n  web: {type: web, seeds: [\"http://a.test/\"], delay: 0ms, since:"
            + " [a]}\n");
    assertThat(crawl("plan.yaml", "--out", "d", "--json")).as(shell.err()).isZero();
    report = Json.tree(shell.out());
    assertThat(report.path("captureSet").asText()).isEqualTo(first);
    assertThat(report.path("repeated").path("not-modified").asInt()).isEqualTo(2);
  }

  @Test
  void crawlSinceNothingIsRefused() throws IOException {
    assertThat(crawl("http://a.test/", "--out", "a", "--since", "none")).isEqualTo(2);
    assertThat(shell.err()).contains("none: no such folder");
    Files.createDirectory(folder.resolve("empty"));
    assertThat(crawl("http://a.test/", "--out", "a", "--since", "empty")).isEqualTo(4);
    assertThat(shell.err()).contains("expected a run, the folder of a crawl");
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: c\nsources:\n  web: {type: web, seeds: [\"http://a.test/\"], since: [run]}\n");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run")).isEqualTo(4);
    assertThat(shell.err()).contains("expected another run or crawl than this one");
  }

  @Test
  void identityIsMadeOnceShownAndSignsEveryRequest() throws IOException {
    assertThat(shell.run("crawl", "identity", "--new", "key.pem")).isZero();
    String directory = shell.out();
    assertThat(directory).contains("\"kty\":\"OKP\"").doesNotContain("\"d\"");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))))
        .isEqualTo("rw-------");
    assertThat(shell.run("crawl", "identity", "--new", "key.pem")).isEqualTo(2);
    assertThat(shell.run("crawl", "identity", "key.pem")).isZero();
    assertThat(shell.out()).isEqualTo(directory);
    assertThat(shell.run("crawl", "identity")).isEqualTo(2);
    requests.clear();
    assertThat(
            crawl(
                "http://a.test/",
                "--out",
                "pages",
                "--delay",
                "0ms",
                "--identity",
                "key.pem",
                "--contact",
                "https://trust.test/crawler"))
        .as(shell.err())
        .isZero();
    assertThat(requests)
        .isNotEmpty()
        .allSatisfy(
            fields ->
                assertThat(fields)
                    .containsEntry(
                        "User-agent", List.of("estover/0.1 (+https://trust.test/crawler)"))
                    .containsEntry("Signature-agent", List.of("sig1=\"https://trust.test\""))
                    .containsKeys("Signature-input", "Signature"));
    assertThat(crawl("http://a.test/", "--out", "y", "--identity", "key.pem")).isEqualTo(2);
    assertThat(shell.err()).contains("names a page about itself");
    Files.setPosixFilePermissions(
        folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(shell.run("crawl", "identity", "key.pem")).isEqualTo(2);
    assertThat(shell.err()).contains("chmod 600");
    shell.export("ESTOVER_CRAWL_KEY", "key.pem");
    assertThat(crawl("http://a.test/", "--out", "z")).isEqualTo(2);
    assertThat(shell.err()).contains("chmod 600");
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: c\nsources:\n  web: {type: web, seeds: [\"http://a.test/\"]}\n");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run")).isEqualTo(2);
    Files.writeString(folder.resolve("no.pem"), "no key");
    Files.setPosixFilePermissions(
        folder.resolve("no.pem"), PosixFilePermissions.fromString("rw-------"));
    assertThat(crawl("http://a.test/", "--out", "z", "--identity", "no.pem")).isEqualTo(2);
    assertThat(shell.err()).contains("no Ed25519 key");
    Files.write(folder.resolve("no.pem"), new byte[] {0x30, 0x2e, (byte) 0xff});
    assertThat(crawl("http://a.test/", "--out", "z", "--identity", "no.pem")).isEqualTo(2);
    assertThat(shell.err()).as("of bytes that are no text").contains("no Ed25519 key");
    assertThat(folder.resolve("z")).doesNotExist();
  }
}
