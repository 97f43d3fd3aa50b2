package org.estover.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtractCommandTest {
  private static final String PROSE =
      "A paragraph of a page that is long enough to be its content, and ends with a full stop.";
  private static final String HTML = "text/html; charset=utf-8";

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    Files.createDirectories(folder.resolve("in/below"));
    String page =
        "<html lang=pt_br><head><title> A  title </title>"
            + "<link rel=license href=https://creativecommons.org/licenses/by/4.0/></head><body>"
            + "<nav><a href=/>Home</a></nav><p>"
            + PROSE
            + "</body></html>";
    try (OutputStream file = Files.newOutputStream(folder.resolve("in/a.warc.gz"))) {
      file.write(member(record("response", "http://a.test/", http("200 OK", HTML, "", page))));
      file.write(member(record("request", "http://a.test/", "GET / HTTP/1.1\r\n\r\n")));
      file.write(member(record("response", "http://a.test/no", http("404 No", HTML, "", page))));
      file.write(
          member(record("response", "http://a.test/img", http("200 OK", "image/png", "", "?"))));
      file.write(
          member(
              record(
                  "response",
                  "http://a.test/de",
                  http("200 OK", HTML, "Content-Language: de\r\n", "<p>" + PROSE))));
      file.write(
          member(
              record(
                  "response",
                  "http://a.test/both",
                  http("200 OK", HTML, "Content-Language: de, en\r\n", "<p>" + PROSE))));
      file.write(
          member(
              record(
                  "response",
                  "http://a.test/hidden",
                  http("200 OK", HTML, "X-Robots-Tag: noindex\r\n", "<p>" + PROSE))));
    }
    Files.writeString(
        folder.resolve("in/below/b.wet"), record("conversion", "http://b.test/", "Text of a WET"));
    Files.writeString(folder.resolve("in/notes.txt"), "not read");
  }

  private static String http(String status, String type, String fields, String body) {
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n" + fields + "\r\n" + body;
  }

  private static String record(String type, String uri, String block) {
    return "WARC/1.1\r\nWARC-Type: "
        + type
        + "\r\nWARC-Target-URI: "
        + uri
        + "\r\nContent-Type: "
        + (type.equals("conversion") ? "text/plain" : "application/http")
        + "\r\nContent-Length: "
        + block.getBytes(UTF_8).length
        + "\r\n\r\n"
        + block
        + "\r\n\r\n";
  }

  private static byte[] member(String record) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(record.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private List<JsonNode> read(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream().map(Json::tree).toList();
  }

  @Test
  void eachTextIsALineAndWhatHasNoneStandsAside() throws IOException {
    assertThat(shell.run("extract", "in", "--out", "docs.jsonl")).as(shell.err()).isZero();
    assertThat(shell.out())
        .containsPattern("documents +4 +50.0%")
        .containsPattern("aside +http-404 +1 +12.5%")
        .containsPattern("aside +media-type +1 ")
        .containsPattern("aside +noindex +1 ")
        .containsPattern("skipped +request +1 ")
        .containsPattern("all +8 +100.0%")
        .containsPattern("documents/s, [0-9.]+ MB/s")
        .contains("wrote docs.jsonl\nwrote docs.aside.jsonl\n");
    List<JsonNode> documents = read("docs.jsonl");
    assertThat(documents).hasSize(4);
    JsonNode first = documents.get(0);
    assertThat(first.path("id").asText()).matches("doc_[0-9a-f]{32}");
    assertThat(first.path("url").asText()).isEqualTo("http://a.test/");
    assertThat(first.path("title").asText()).isEqualTo("A title");
    assertThat(first.path("text").asText()).isEqualTo(PROSE);
    assertThat(first.path("language").asText()).isEqualTo("pt-BR");
    assertThat(first.path("license").asText()).isEqualTo("CC-BY-4.0");
    assertThat(first.path("file").asText()).isEqualTo("a.warc.gz");
    assertThat(first.path("offset").asLong()).isZero();
    assertThat(documents.get(1).path("language").asText()).isEqualTo("de");
    assertThat(documents.get(1).path("offset").asLong()).isPositive();
    assertThat(documents.get(2).path("language").asText()).isEqualTo("en");
    assertThat(documents.get(3).path("file").asText()).isEqualTo("below/b.wet");
    List<JsonNode> asides = read("docs.aside.jsonl");
    assertThat(asides)
        .extracting(aside -> aside.path("reason").asText())
        .containsExactly("http-404", "media-type", "noindex");
    assertThat(asides.get(0).path("excerpt").asText()).isEqualTo("http://a.test/no");
    assertThat(asides.get(0).path("offset").asLong()).isPositive();
  }

  @Test
  void otherCommandsReadWhatItWritesAlsoCompressed() throws IOException {
    assertThat(shell.run("extract", "in/a.warc.gz", "--out", "docs.jsonl")).isZero();
    for (String packed : List.of("docs.jsonl.gz", "docs.jsonl.zst")) {
      Files.delete(folder.resolve("docs.aside.jsonl"));
      assertThat(shell.run("extract", "in/a.warc.gz", "--out", packed)).as(packed).isZero();
      String out = packed + ".verdicts";
      assertThat(shell.run("filter", packed, "--profile", "none", "--out", out)).isZero();
      assertThat(read(out))
          .extracting(verdict -> verdict.path("id").asText())
          .containsExactlyElementsOf(
              read("docs.jsonl").stream().map(line -> line.path("id").asText()).toList());
    }
  }

  @Test
  void theAnswerAsJsonCountsEveryRecordOnce() {
    assertThat(shell.run("extract", "in", "--out", "docs.jsonl", "--json")).isZero();
    JsonNode report = Json.tree(shell.out());
    assertThat(report.path("records").asLong()).isEqualTo(8);
    assertThat(report.path("documents").asLong()).isEqualTo(4);
    assertThat(report.path("aside").path("http-404").asLong()).isEqualTo(1);
    assertThat(report.path("skipped").path("request").asLong()).isEqualTo(1);
    assertThat(report.path("seconds").asDouble()).isPositive();
    assertThat(report.path("files").get(0).asText()).isEqualTo("docs.jsonl");
  }

  @Test
  void bombsStandAsideAndWhatFollowsIsRead() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[1 << 20]);
    }
    byte[] head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
            .getBytes(UTF_8);
    int members = 10 << 10;
    long size = head.length + (long) members * packed.size();
    String page = http("200 OK", HTML, "", "<p>" + PROSE);
    try (OutputStream file = Files.newOutputStream(folder.resolve("bomb.warc"))) {
      String record = record("response", "http://a.test/bomb", "");
      file.write(
          record.substring(0, record.length() - 8).replace(": 0", ": " + size).getBytes(UTF_8));
      file.write("\r\n\r\n".getBytes(UTF_8));
      file.write(head);
      for (int i = 0; i < members; i++) {
        packed.writeTo(file);
      }
      file.write("\r\n\r\n".getBytes(UTF_8));
      String tags = http("200 OK", HTML, "", "<p>x".repeat(1_100_000));
      file.write(record("response", "http://a.test/tags", tags).getBytes(UTF_8));
      file.write(record("response", "http://a.test/after", page).getBytes(UTF_8));
    }
    assertThat(shell.run("extract", "bomb.warc", "--out", "docs.jsonl")).as(shell.err()).isZero();
    assertThat(read("docs.jsonl")).hasSize(1);
    assertThat(read("docs.aside.jsonl"))
        .extracting(aside -> aside.path("reason").asText())
        .containsExactly("content-encoding-too-large", "too-many-tags");
  }

  @Test
  void whatCannotBeDoneIsSaidAndLeavesNothing() throws IOException {
    assertThat(shell.run("extract", "absent.warc", "--out", "d.jsonl")).isEqualTo(ExitCode.IO);
    Files.createDirectories(folder.resolve("empty"));
    assertThat(shell.run("extract", "empty", "--out", "d.jsonl")).isEqualTo(ExitCode.IO);
    assertThat(shell.err()).contains(".warc.gz");
    assertThat(shell.run("extract", "in", "--out", "in/notes.txt")).isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("d.jsonl")).doesNotExist();
    assertThat(shell.run("extract", "in/notes.txt", "--out", "d.jsonl")).isEqualTo(ExitCode.FOUND);
    assertThat(shell.err()).contains("warc-garbage 1");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }
}
