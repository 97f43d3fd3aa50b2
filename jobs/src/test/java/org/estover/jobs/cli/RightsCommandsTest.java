package org.estover.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpField;
import org.estover.crawl.warc.WarcWriter;
import org.estover.jobs.rows.EvidenceBytes;
import org.estover.jobs.rows.EvidenceRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.run.RunPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What commands say about the rights of a small web in two WARC files, whose sites say different
 * things; no command makes a request, as no address of theirs exists.
 */
final class RightsCommandsTest {
  private static final String DATE = "2026-01-02T03:04:05Z";
  private static final String OPEN = "User-agent: *\nAllow: /\n";
  private static final String TOKENS = OPEN + "\nUser-agent: GPTBot\nDisallow: /\n";
  private static final String PAID = OPEN + "Content-Usage: train-ai=n\nLicense: /license.xml\n";
  private static final String LICENSE =
      """
      <rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>
        <permits type="usage">ai-train</permits>
        <payment type="training"><amount currency="EUR">0.01</amount></payment>
      </license></content></rsl>
      """;
  private static final String PLAN =
      """
      corpus: rights
      sources:
        web: {type: warc, filter: none, files: ["data/*.warc.gz"]}
      order: {sequence-tokens: 64}
      """;

  @TempDir private static Path folder;

  @BeforeAll
  static void walk() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    warc(
        "a.warc.gz",
        page("http://open.test/robots.txt", "text/plain", OPEN),
        page("http://open.test/1", "text/plain", text(random)),
        page("http://open.test/private/2", "text/plain", text(random)),
        page("http://paid.test/robots.txt", "text/plain", PAID),
        page("http://paid.test/license.xml", "application/rsl+xml", LICENSE),
        page("http://paid.test/1", "text/plain", text(random)),
        page("http://tokens.test/robots.txt", "text/plain", TOKENS),
        page("http://tokens.test/1", "text/plain", text(random)));
    String open = "<a rel=license href=https://creativecommons.org/licenses/by/4.0/>CC</a><p>";
    warc(
        "b.warc.gz",
        page("http://same.test/robots.txt", "text/plain", OPEN),
        page("http://same.test/1", "text/html", open + text(random)),
        page("http://open.test/3", "text/plain", text(random)),
        page("http://silent.test/1", "text/plain", text(random)),
        page(
            "http://reserved.test/.well-known/tdmrep.json",
            "application/json",
            "[{\"location\": \"/\", \"tdm-reservation\": 1}]"),
        page("http://reserved.test/1", "text/plain", text(random)));
    Files.writeString(folder.resolve("plan.yaml"), PLAN);
    Files.writeString(
        folder.resolve("later.txt"),
        "User-agent: *\nDisallow: /private/\nContent-Usage: /3 train-ai=n\n");
    Shell shell = new Shell(folder);
    int code =
        shell.run(
            "run", "plan.yaml", "--run-dir", "run", "--master", "local[1]", "--partitions", "3");
    assertThat(code).as(shell.err()).isZero();
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 60; word++) {
      text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
    }
    return text.toString();
  }

  private static Capture page(String url, String type, String body) {
    List<HttpField> fields = List.of(new HttpField("Content-Type", type));
    return new Capture(url, DATE, 200, fields, body.getBytes(UTF_8), true);
  }

  private static void warc(String name, Capture... captures) throws IOException {
    Path file = Files.createDirectories(folder.resolve("data")).resolve(name);
    try (WarcWriter writer = WarcWriter.create(file, "test", Instant.EPOCH)) {
      for (Capture capture : captures) {
        writer.write(capture, List.of(), "ok", Instant.EPOCH);
      }
    }
  }

  private static <T> List<T> rows(RowType<T> type, String below) throws IOException {
    List<T> rows = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder.resolve("run/01-crawl/evidence").resolve(below))) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      try (RowReader<T> reader = RowReader.open(type, file)) {
        for (T row = reader.next(); row != null; row = reader.next()) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static JsonNode json(String... arguments) {
    Shell shell = new Shell(folder);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    assertThat(shell.run(all.toArray(String[]::new))).as(shell.err() + shell.out()).isZero();
    return Json.tree(shell.out());
  }

  private static SortedMap<String, String> changes(JsonNode answer) {
    SortedMap<String, String> changes = new TreeMap<>();
    for (JsonNode change : answer.path("first")) {
      changes.put(
          change.path("url").asText(),
          change.path("before").asText() + " > " + change.path("after").asText());
    }
    assertThat(answer.path("changed").asInt()).isEqualTo(changes.size());
    return changes;
  }

  private static JsonNode redecide(String... options) {
    List<String> all =
        new ArrayList<>(List.of("rights", "redecide", "run", "--master", "local[1]"));
    all.addAll(List.of(options));
    return json(all.toArray(String[]::new));
  }

  @Test
  void whatSitesSaidIsKeptOnceByContentWithEveryCapture() throws IOException {
    List<EvidenceRow> sites = rows(EvidenceRow.TYPE, "sites");
    assertThat(sites)
        .extracting(row -> row.kind() + " " + row.subject() + " " + row.file())
        .contains(
            "robots-txt http://open.test a.warc.gz",
            "robots-txt http://open.test a.warc.gz",
            "robots-txt http://same.test b.warc.gz",
            "rsl-document http://paid.test/license.xml a.warc.gz",
            "tdmrep-json http://reserved.test b.warc.gz");
    assertThat(sites).allMatch(row -> row.status() == 200 && row.date().equals(DATE));
    // open.test speaks for pages of both files, same.test says the same: the bytes are there once.
    assertThat(rows(EvidenceBytes.TYPE, "bytes"))
        .extracting(row -> new String(row.bytes(), UTF_8))
        .containsExactlyInAnyOrder(
            OPEN, PAID, TOKENS, LICENSE, "[{\"location\": \"/\", \"tdm-reservation\": 1}]");
    assertThat(folder.resolve("run/01-crawl/evidence/unsorted")).doesNotExist();
  }

  @Test
  void everyDocumentCarriesItsDecision() {
    for (String url : List.of("http://open.test/1", "http://reserved.test/1")) {
      JsonNode page = json("rights", "explain", url, "--run", "run").at("/pages/0");
      String decision = page.path("decision").asText();
      assertThat(decision).matches("dec_[0-9a-f]{32}");
      Shell shell = new Shell(folder);
      assertThat(shell.run("why", url, "--run-dir", "run")).isZero();
      assertThat(shell.out()).contains("03-filter: decision " + decision);
    }
  }

  @Test
  void anotherPolicyChangesWhatSaidNothingAndIsUnderNoOpenLicense() throws IOException {
    List<String> before = tree();
    JsonNode answer = redecide("--policy", "open-only", "--out", "open-only");
    assertThat(changes(answer))
        .containsOnlyKeys(
            "http://open.test/1",
            "http://open.test/3",
            "http://open.test/private/2",
            "http://silent.test/1",
            "http://tokens.test/1")
        .doesNotContainValue("denied > allowed");
    assertThat(answer.path("changedOfKept").asInt()).isEqualTo(5);
    assertThat(Files.readAllLines(folder.resolve("open-only/changes.jsonl")))
        .hasSize(5)
        .allMatch(line -> Json.tree(line).path("reason").asText().contains("needs an open license"))
        .allMatch(line -> Json.tree(line).path("decisionAfter").asText().startsWith("dec_"));
    assertThat(tree()).isEqualTo(before);
    assertThat(redecide().path("changed").asInt()).isZero();
  }

  @Test
  void aLaterFileTakesConsentBackForItsPathsOnly() {
    assertThat(changes(redecide("--robots", "open.test=later.txt")))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "http://open.test/private/2",
                    "allowed > denied",
                    "http://open.test/3",
                    "allowed > denied")));
    assertThat(changes(redecide("--robots", "paid.test=later.txt")))
        .isEqualTo(new TreeMap<>(Map.of("http://paid.test/1", "license-required > allowed")));
  }

  @Test
  void tokensOfOtherCrawlersCountWhereThePolicySaysSo() {
    assertThat(changes(redecide("--ai-tokens"))).containsOnlyKeys("http://tokens.test/1");
  }

  private static List<String> tree() throws IOException {
    try (Stream<Path> walk = Files.walk(folder.resolve("run"))) {
      return walk.filter(Files::isRegularFile)
          .map(path -> path + " " + path.toFile().length() + " " + path.toFile().lastModified())
          .sorted()
          .toList();
    }
  }

  @Test
  void aPlanThatNamesALaterFileDoesWhatRedecidingShows() throws IOException {
    Path other = folder.resolve("other.yaml");
    Files.writeString(other, PLAN + "rights: {robots: {open.test: later.txt}, ai-tokens: true}\n");
    JsonNode shown = redecide("--robots", "open.test=later.txt", "--ai-tokens");
    copy(folder.resolve("run"), folder.resolve("second"));
    Shell shell = new Shell(folder);
    String[] run = {"run", "other.yaml", "--run-dir", "second", "--master", "local[1]"};
    assertThat(shell.run(with(run, "--dry-run"))).as(shell.err()).isZero();
    assertThat(shell.out())
        .contains("03-filter")
        .contains("the plan's rights.ai-tokens changed from absent to true")
        .doesNotContain("01-crawl")
        .doesNotContain("02-extract");
    assertThat(shell.run(run)).as(shell.err()).isZero();
    JsonNode after =
        json("rights", "redecide", "second", "--master", "local[1]", "--policy", "no-reservation");
    assertThat(after.path("changed").asInt()).isZero();
    assertThat(after.path("laterRobots").toString()).contains("open.test");
    assertThat(count(after, "denied"))
        .isEqualTo(count(redecide(), "denied") + shown.path("changed").asLong())
        .isEqualTo(4);
    assertThat(shell.run("why", "http://open.test/3", "--run-dir", "second")).isZero();
    assertThat(shell.out())
        .contains(", rights now denied (")
        .contains("03-filter: dropped by rights-denied");
  }

  private static String[] with(String[] arguments, String more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private static long count(JsonNode answer, String verdict) {
    long count = 0;
    for (JsonNode each : answer.path("counts")) {
      count += each.path("after").asText().equals(verdict) ? each.path("documents").asLong() : 0;
    }
    return count;
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(from)) {
      paths = walk.sorted().toList();
    }
    for (Path path : paths) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }

  @Test
  void keysThatAPlanLeavesOutChangeNoDigest() throws IOException {
    Path file = folder.resolve("plan.yaml");
    String digest = RunPlan.parse(file, PLAN).digest();
    assertThat(RunPlan.parse(file, PLAN + "rights: {robots: {}, ai-tokens: false}\n").digest())
        .isEqualTo(digest);
    String later = PLAN + "rights: {robots: {open.test: later.txt}}\n";
    String elsewhere = PLAN + "rights: {robots: {open.test: copy.txt}}\n";
    Files.copy(folder.resolve("later.txt"), folder.resolve("copy.txt"));
    assertThat(RunPlan.parse(file, later).digest())
        .isNotEqualTo(digest)
        .isEqualTo(RunPlan.parse(file, elsewhere).digest());
    Shell shell = new Shell(folder);
    Files.writeString(
        folder.resolve("bad.yaml"), PLAN + "rights: {robots: {open.test/x: later.txt}}\n");
    assertThat(shell.run("run", "bad.yaml", "--dry-run")).isEqualTo(2);
    assertThat(shell.err()).contains("names no site");
    Files.writeString(
        folder.resolve("bad.yaml"), PLAN + "rights: {robots: {open.test: none.txt}}\n");
    assertThat(shell.run("run", "bad.yaml", "--dry-run")).isEqualTo(2);
    assertThat(shell.err()).contains("\"none.txt\" matches no file");
  }

  @Test
  void theChainNamesLinesStepsVerdictsAndEvidence() {
    Shell shell = new Shell(folder);
    assertThat(shell.run("rights", "explain", "http://paid.test/1", "--run", "run")).isZero();
    assertThat(shell.out())
        .contains("ai-train: license-required")
        .contains("aipref: robots.txt line 3, group *: train-ai=n denies ai-train")
        .contains("offer: http://paid.test/license.xml training EUR 0.01")
        .contains("search: denied")
        .contains("tdm: ")
        .contains("evidence: robots-txt of http://paid.test, status 200")
        .contains("evidence: rsl-document of http://paid.test/license.xml")
        .contains("run/01-crawl/evidence/bytes/part-0000");
    assertThat(shell.run("rights", "explain", "http://silent.test/1", "--run", "run")).isZero();
    assertThat(shell.out())
        .contains("step 4, silence-policy: no-reservation allows a page without signals");
    assertThat(shell.run("rights", "explain", "http://nowhere.test/", "--run", "run")).isEqualTo(1);
  }

  @Test
  void aPageOfNoRunIsExplainedByItsSiteFiles() throws IOException {
    Files.writeString(folder.resolve("robots.txt"), PAID);
    Files.writeString(folder.resolve("license.xml"), LICENSE);
    Files.writeString(folder.resolve("page.html"), "<meta name=robots content=noai><p>x");
    JsonNode page =
        json(
                "rights",
                "explain",
                "https://new.test/x",
                "--robots",
                "robots.txt",
                "--rsl",
                "license.xml",
                "--header",
                "tdm-reservation: 1",
                "--page",
                "page.html")
            .at("/pages/0");
    assertThat(page.path("decision").asText()).startsWith("dec_");
    JsonNode train = page.at("/uses/2");
    assertThat(train.path("use").asText()).isEqualTo("ai-train");
    assertThat(train.path("verdict").asText()).isEqualTo("license-required");
    assertThat(train.path("evidence")).hasSize(4);
    assertThat(train.path("chain").asText())
        .contains("train-ai=n denies ai-train; ")
        .endsWith(": license-required");
    JsonNode bare =
        json("rights", "explain", "https://new.test/x", "--header", "tdm-reservation: 1");
    assertThat(bare.at("/pages/0/uses/5/verdict").asText()).isEqualTo("denied");
    Files.writeString(folder.resolve("ai.txt"), "User-Agent: *\nDisallow: *.html\n");
    JsonNode forbidden = json("rights", "explain", "https://new.test/x", "--ai-txt", "ai.txt");
    assertThat(forbidden.at("/pages/0/uses/2/chain").asText())
        .startsWith("ai-txt: ai.txt line 2, group *: Disallow: *.html denies ai-train; ");
    Shell shell = new Shell(folder);
    assertThat(shell.run("rights", "explain", "https://new.test/x", "--header", "x")).isEqualTo(2);
  }

  @Test
  void robotsFilesAnswerForEachUrlOnALine() throws IOException {
    Files.writeString(
        folder.resolve("rules.txt"),
        "User-agent: FooBot\nDisallow: /x/page.html\nAllow: /x/\n\nUser-agent: *\nDisallow: /\n");
    Shell shell = new Shell(folder);
    String[] asked = {
      "rights",
      "robots",
      "rules.txt",
      "foobot/2.1",
      "http://a.test/x/",
      "/x/page.html",
      "/robots.txt"
    };
    assertThat(shell.run(asked)).isZero();
    assertThat(shell.out())
        .isEqualTo("allow\thttp://a.test/x/\ndisallow\t/x/page.html\nallow\t/robots.txt\n");
    assertThat(shell.run(with(asked, "--lines"))).isZero();
    assertThat(shell.out()).contains("disallow\t/x/page.html\trobots.txt line 2, group ");
    asked[3] = "BarBot";
    assertThat(shell.run(asked)).isZero();
    assertThat(shell.out())
        .startsWith("disallow\thttp://a.test/x/\ndisallow\t")
        .endsWith("allow\t/robots.txt\n");
    assertThat(
            shell.run(
                Stream.concat(Stream.of(asked), Stream.of("--status", "404"))
                    .toArray(String[]::new)))
        .isZero();
    assertThat(shell.out()).doesNotContain("disallow");
    assertThat(
            json("rights", "robots", "rules.txt", "FooBot", "/x/").at("/answers/0/answer").asText())
        .isEqualTo("allow");
    assertThat(shell.run("rights", "robots", "none.txt", "FooBot", "/")).isEqualTo(4);
  }

  @Test
  void ownersAreToldTheirMistakesInFilesAndOnTheirSite() throws IOException {
    Files.writeString(folder.resolve("bad.txt"), OPEN + "Content-Usage: Train-AI=n\n");
    Files.writeString(folder.resolve("good.txt"), OPEN + "Content-Usage: train-ai=n\n");
    Shell shell = new Shell(folder);
    assertThat(shell.run("rights", "lint", "bad.txt")).isEqualTo(1);
    assertThat(shell.out()).contains("bad.txt:3").contains("cure:").contains("1 file: 1 error");
    assertThat(shell.run("rights", "lint", "good.txt", "--kind", "robots"))
        .as(shell.out())
        .isZero();
    assertThat(shell.run("rights", "lint", "good.txt", "--kind", "poem")).isEqualTo(2);
    assertThat(shell.run("rights", "lint", "no such host")).isEqualTo(2);
    assertThat(shell.run("rights", "lint", "bad.txt", "good.txt", "--json")).isEqualTo(1);
    JsonNode answer = Json.tree(shell.out());
    assertThat(answer.path("errors").asInt()).isEqualTo(1);
    assertThat(answer.at("/files")).hasSize(2);
    assertThat(answer.at("/findings/0/where").asText()).isEqualTo("bad.txt:3");
    assertThat(answer.at("/findings/0/cure").asText()).isNotEmpty();
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    site.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            byte[] body =
                (path.equals("/robots.txt")
                        ? OPEN + "Content-Usage: Train-AI=n\nSitemap: http://lint.test/all.xml\n"
                        : "<html>x")
                    .getBytes(UTF_8);
            boolean there = path.equals("/") || path.equals("/robots.txt");
            exchange
                .getResponseHeaders()
                .set("Content-Type", path.equals("/") ? "text/html" : "text/plain");
            exchange.sendResponseHeaders(there ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    site.start();
    try {
      String to = "lint.test=127.0.0.1:" + site.getAddress().getPort();
      // A crawl waits between its requests, so it needs a clock that goes.
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrintStream printed = new PrintStream(out, true, UTF_8);
      Surroundings around =
          new Surroundings(folder, printed, printed, false, Clock.systemUTC(), name -> null);
      String[] lint = {"rights", "lint", "http://lint.test", "--connect-to", to};
      assertThat(Estover.run(around, lint)).as(out.toString(UTF_8)).isEqualTo(1);
      assertThat(out.toString(UTF_8)).contains("ok  http://lint.test/").contains("robots.txt:3");
      assertThat(asked)
          .containsExactlyInAnyOrder("/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/");
      out.reset();
      String[] asJson = {"rights", "lint", "http://lint.test", "--connect-to", to, "--json"};
      assertThat(Estover.run(around, asJson)).as(out.toString(UTF_8)).isEqualTo(1);
      JsonNode told = Json.tree(out.toString(UTF_8));
      assertThat(told.at("/asked/0").asText()).isEqualTo("ok  http://lint.test/");
      assertThat(told.at("/findings/0/where").asText()).endsWith("/robots.txt:3");
    } finally {
      site.stop(0);
    }
  }

  /** https is tried first, and no certificate is taken on trust. */
  @Test
  void whyASiteDoesNotAnswerIsTold() throws Exception {
    HttpsServer site =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // It has no certificate at all.
    site.setHttpsConfigurator(new HttpsConfigurator(SSLContext.getDefault()));
    site.start();
    try {
      String to = "lint.test=127.0.0.1:" + site.getAddress().getPort();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrintStream printed = new PrintStream(out, true, UTF_8);
      Surroundings around =
          new Surroundings(folder, printed, printed, false, Clock.systemUTC(), name -> null);
      String[] lint = {"rights", "lint", "lint.test", "--connect-to", to};
      assertThat(Estover.run(around, lint)).as(out.toString(UTF_8)).isEqualTo(4);
      assertThat(out.toString(UTF_8))
          .contains("lint.test: no answer (tls-failed  https://lint.test/robots.txt, ")
          .contains("  http://lint.test/robots.txt");
    } finally {
      site.stop(0);
    }
  }
}
