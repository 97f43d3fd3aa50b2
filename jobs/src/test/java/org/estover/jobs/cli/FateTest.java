package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code why} says about things that did not become documents of the release. */
final class FateTest {
  private static final String LONG = "the quick river of stone and paper with a garden to be had. ";

  @TempDir private Path folder;

  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void walk() throws IOException {
    shell = new Shell(folder);
    String kept = "{\"url\": \"http://a.test/kept\", \"text\": \"" + LONG.repeat(20) + "\"}\n";
    Files.writeString(
        folder.resolve("in.jsonl"),
        kept
            + """
            {"url": "http://a.test/nul", "text": "a\\u0000b"}
            {"url": "http://a.test/none", "text": " "}
            {"url": "http://a.test/turn\\u202e", "text": "too short"}
            """);
    Files.writeString(
        folder.resolve("in.warc"),
        page("http://b.test/image", "200 OK", "image/png", "\u0089PNG")
            + page("http://b.test/gone", "404 Not Found", "text/plain", "gone"));
    Files.writeString(
        folder.resolve("plan.yaml"),
        """
        corpus: a
        sources:
          lines: {type: jsonl, files: in.jsonl, filter: gopher-quality, license: CC0-1.0}
          pages: {type: warc, files: in.warc, filter: none}
        order: {sequence-tokens: 64}
        """);
    assertThat(shell.run("run", "plan.yaml", "--master", "local[1]")).as(shell.err()).isZero();
  }

  @Test
  void theRuleIsNamedWhereverItStands() throws IOException {
    assertThat(why("http://a.test/nul")).contains("02-extract: dropped by nul-byte\n");
    assertThat(why("http://b.test/image")).contains("02-extract: dropped by media-type");
    assertThat(why("http://b.test/gone"))
        .contains("01-crawl: outcome http-404, rights ")
        .contains("02-extract: dropped by outcome-http-404\n");
    int offset =
        Files.readString(folder.resolve("in.jsonl")).indexOf("{\"url\": \"http://a.test/none");
    assertThat(why("http://a.test/none"))
        .isEqualTo(
            "(no document)  http://a.test/none\n"
                + "  01-crawl: put aside: no-text, in.jsonl at "
                + offset
                + "\n");
    // What a page calls itself cannot turn the line, and of later stages nothing is said.
    assertThat(why("http://a.test/turn\u202e"))
        .contains("  http://a.test/turn?\n")
        .contains("03-filter: dropped by gopher-quality-whitespace-v1: gopher_short_doc\n")
        .doesNotContain("04-dedupe")
        .doesNotContain("\u202e");
    assertThat(why("http://a.test/kept")).contains("04-dedupe: kept\n");
    assertThat(shell.run("why", "http://a.test/nowhere")).isEqualTo(1);
    assertThat(shell.out()).contains("never seen by this run");
    assertThat(shell.run("why", "http://a.test/turn\u202e", "--json")).isZero();
    assertThat(shell.out()).contains("http://a.test/turn\\u202e").doesNotContain("\u202e");
    assertThat(Json.tree(shell.out()).at("/fates/0/uri").asText())
        .isEqualTo("http://a.test/turn\u202e");
  }

  private String why(String wanted) {
    assertThat(shell.run("why", wanted)).as(wanted + shell.err()).isZero();
    return shell.out();
  }

  private static String page(String url, String status, String type, String body) {
    String http =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body;
    return "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
        + "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nWARC-Target-URI: "
        + url
        + "\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: "
        + http.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + http
        + "\r\n\r\n";
  }
}
