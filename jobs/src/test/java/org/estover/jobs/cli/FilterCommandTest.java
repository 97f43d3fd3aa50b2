package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilterCommandTest {
  private static final String MENU = "\nHome\nNews\n";
  private static final String PROSE =
      IntStream.range(0, 30)
          .mapToObj(
              i -> "Of " + words(8 * i, 8 * i + 4) + " of the " + words(8 * i + 4, 8 * i + 8) + ".")
          .collect(Collectors.joining("\n"));

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    List<String> lines = new ArrayList<>();
    lines.add(line("good", PROSE.replace("Of ", "To ") + MENU));
    lines.add(line("brief", "Too few words"));
    lines.add(line("code", PROSE + "\nint a {}; // the end"));
    lines.add(line("", "again and again\nagain and again\nagain and again"));
    IntStream.range(0, 20).forEach(i -> lines.add(line("short" + i, "Only " + i + " words")));
    lines.add("{");
    Collections.shuffle(lines, new Random(5));
    Files.write(folder.resolve("in.jsonl"), lines);
  }

  private static String words(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toString(50_000 + i, 36) + "x")
        .collect(Collectors.joining(" "));
  }

  private static String line(String id, String text) {
    return "{\"id\": " + Json.text(id) + ", \"text\": " + Json.text(text) + "}";
  }

  private List<JsonNode> read(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream().map(Json::tree).toList();
  }

  @Test
  void eachDocumentHasAVerdictAndEachRuleItsSamples() throws IOException {
    assertThat(
            shell.run(
                "filter",
                "in.jsonl",
                "--profile",
                "datatrove",
                "--out",
                "v.jsonl",
                "--texts",
                "left.jsonl",
                "--samples",
                "3"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .containsPattern("gopher-repetition-whitespace-v1 +dup_line_frac +1 ")
        .containsPattern("gopher-repetition-whitespace-v1 +top_2_gram +21 ")
        .containsPattern("c4-quality-whitespace-v1 +curly_bracket +1 ")
        .containsPattern("kept +1 +4.2% ")
        .containsPattern("all +24 +100.0% ")
        .contains("aside: ")
        .contains("wrote v.jsonl\n");
    List<JsonNode> verdicts = read("v.jsonl");
    assertThat(verdicts).hasSize(24);
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.path("id").asText().equals("code"))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.path("keep").asBoolean()).isFalse();
              assertThat(verdict.path("rule").asText()).isEqualTo("c4-quality-whitespace-v1");
              assertThat(verdict.path("reason").asText()).isEqualTo("curly_bracket");
            });
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.path("keep").asBoolean())
        .singleElement()
        .hasToString("{\"id\":\"good\",\"keep\":true}");
    // C4 has taken the menu out.
    assertThat(read("left.jsonl")).hasSize(1);
    assertThat(read("left.jsonl").get(0).path("text").asText())
        .isEqualTo(PROSE.replace("Of ", "To "));
    List<JsonNode> samples = read("v.samples.jsonl");
    assertThat(samples).hasSize(5);
    assertThat(samples.get(0).path("reason").asText()).isEqualTo("curly_bracket");
    assertThat(samples.get(1).path("id").asText()).startsWith("doc_");
    assertThat(Files.readString(folder.resolve("v.samples.txt")))
        .contains("== gopher-repetition-whitespace-v1: dup_line_frac\n\ndoc_")
        .contains("\n  | again and again\n  | again and again\n")
        .contains("characters more\n");
    assertThat(read("v.aside.jsonl")).hasSize(1);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(6);
    }
  }

  @Test
  void samplesAreTheSameHoweverTheInputIsOrdered() throws IOException {
    assertThat(shell.run("filter", "in.jsonl", "--out", "one.jsonl", "--samples", "4")).isZero();
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("in.jsonl")));
    Collections.shuffle(lines, new Random(6));
    Files.write(folder.resolve("other.jsonl"), lines);
    assertThat(shell.run("filter", "other.jsonl", "--out", "two.jsonl", "--samples", "4")).isZero();
    assertThat(folder.resolve("one.samples.jsonl"))
        .hasSameTextualContentAs(folder.resolve("two.samples.jsonl"));
    assertThat(read("one.samples.jsonl")).hasSize(4);
    assertThat(shell.run("filter", "in.jsonl", "--out", "no.jsonl", "--samples", "0")).isZero();
    assertThat(folder.resolve("no.samples.jsonl")).doesNotExist();
  }

  @Test
  void whatComesOutOfAPipeIsReadFromItsFirstByteOn() throws Exception {
    // 100 KB: what is lost of a pipe is a buffer, not all of it.
    Path in = folder.resolve("in.jsonl");
    for (int i = 0; i < 1000; i++) {
      Files.writeString(in, line("n" + i, "x".repeat(100)) + "\n", StandardOpenOption.APPEND);
    }
    Process writer =
        new ProcessBuilder(
                "sh",
                "-c",
                "mkfifo p.gz plain && head -c 9000 in.jsonl | gzip >a.gz; tail -c +9001 in.jsonl | gzip >b.gz; cat a.gz b.gz >p.gz; cat in.jsonl >plain")
            .directory(folder.toFile())
            .start();
    while (!Files.exists(folder.resolve("plain"))) {
      Thread.onSpinWait();
    }
    for (String pipe : List.of("p.gz", "plain")) {
      assertThat(shell.run("filter", pipe, "--profile", "none", "--out", pipe + ".v.jsonl"))
          .as(shell.err())
          .isZero();
      assertThat(shell.out()).containsPattern("kept +1,024 ").contains("aside: json-syntax 1\n");
    }
    assertThat(writer.waitFor()).isZero();
    // What is read twice would be lost.
    assertThat(shell.run("extract", "plain", "--out", "x.jsonl")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("plain: no file but a pipe");
    assertThat(shell.run("read", "mbox", "plain", "--out", "x.jsonl")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("plain: no file but a pipe");
    assertThat(shell.run("filter", "in.jsonl", "--profile", "none", "--out", "v.jsonl")).isZero();
    assertThat(folder.resolve("plain.v.jsonl")).hasSameTextualContentAs(folder.resolve("v.jsonl"));
  }

  @Test
  void whatIsWrittenUnderACompressedNameIsCompressed() throws IOException {
    assertThat(
            shell.run(
                "filter",
                "in.jsonl",
                "--profile",
                "none",
                "--out",
                "v.jsonl.gz",
                "--texts",
                "left.jsonl.zst"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).contains("wrote v.jsonl.gz\n", "wrote v.samples.txt\n");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("v.jsonl.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()).hasSize(24);
    }
    assertThat(Files.readAllBytes(folder.resolve("left.jsonl.zst")))
        .startsWith(0x28, 0xb5, 0x2f, 0xfd);
    assertThat(shell.run("language", "left.jsonl.zst", "--out", "l.jsonl.gz")).isZero();
    assertThat(Files.readAllBytes(folder.resolve("l.jsonl.gz"))).startsWith(0x1f, 0x8b);
  }

  @Test
  void whatIsNoFileOfRecordsIsSaid() throws IOException {
    Files.writeString(folder.resolve("a.warc.gz"), "WARC/1.0\r\n");
    assertThat(shell.run("filter", "a.warc.gz", "--out", "v.jsonl")).isEqualTo(ExitCode.IO);
    assertThat(shell.err())
        .contains("a.warc.gz: named as captures of the web are", "estover extract FILE");
    Files.writeString(folder.resolve("empty.jsonl"), "");
    assertThat(shell.run("filter", "empty.jsonl", "--out", "v.jsonl")).isEqualTo(ExitCode.FOUND);
    assertThat(shell.err()).contains("put aside (empty-file 1); v.aside.jsonl says where and why");
    Files.createDirectory(folder.resolve("lists"));
    assertThat(shell.run("filter", "in.jsonl", "--blocklist", "lists", "--out", "w.jsonl"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("lists: a folder, where a file is read; name the file in it");
  }

  @Test
  void theAnswerAsJsonCountsEveryDocumentOnce() {
    assertThat(shell.run("filter", "in.jsonl", "--out", "v.jsonl", "--json")).isZero();
    JsonNode report = Json.tree(shell.out());
    assertThat(report.path("profile").asText()).isEqualTo("gopher-quality");
    assertThat(report.path("rules").get(0).asText()).isEqualTo("gopher-quality-whitespace-v1");
    long dropped = 0;
    for (JsonNode drop : report.path("dropped")) {
      dropped += drop.path("documents").asLong();
    }
    assertThat(dropped + report.path("kept").asLong()).isEqualTo(24);
    assertThat(report.path("documents").asLong()).isEqualTo(24);
    assertThat(report.path("leftBytes").asLong()).isEqualTo(report.path("keptBytes").asLong());
  }

  @Test
  void personalDataIsCountedReplacedAndQuotedNowhere() throws IOException {
    String mail = "Write to bob@quendel-mail.org or 91.198.174.7, or call +49 30 23125 146.";
    Files.writeString(
        folder.resolve("mails.jsonl"),
        line("mail", PROSE.replace("Of ", "To ") + "\n" + mail)
            + "\n"
            + line("brief", mail)
            + "\n"
            + line("none", PROSE.replace("Of ", "By ")));
    assertThat(
            shell.run(
                "filter",
                "mails.jsonl",
                "--out",
                "v.jsonl",
                "--texts",
                "left.jsonl",
                "--personal-data",
                "email,ip,phone"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .containsPattern("personal data in what is kept +places +documents")
        .containsPattern("email +1 +1")
        .containsPattern("phone +1 +1");
    assertThat(read("v.jsonl").get(0))
        .hasToString(
            "{\"id\":\"mail\",\"keep\":true,\"personal-data\":{\"email\":1,\"ip\":1,\"phone\":1}}");
    assertThat(read("left.jsonl").get(0).path("text").asText())
        .endsWith("Write to email@example.com or 192.0.2.1, or call +1-202-555-0100.");
    assertThat(read("v.samples.jsonl").get(0).path("excerpt").asText())
        .contains("email@example.com")
        .doesNotContain("quendel");
    assertThat(
            shell.run(
                "filter",
                "mails.jsonl",
                "--out",
                "w.jsonl",
                "--personal-data",
                "email",
                "--most-personal-data",
                "0",
                "--json"))
        .isZero();
    assertThat(Json.tree(shell.out()).path("kept").asInt()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("w.samples.txt")))
        .contains("personal-data: more than 0")
        .doesNotContain("quendel");
    assertThat(shell.run("filter", "mails.jsonl", "--out", "x", "--personal-data", "mail"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("email,ip,phone");
    assertThat(
            shell.run(
                "filter",
                "mails.jsonl",
                "--out",
                "x",
                "--personal-data",
                "phone",
                "--phone-region",
                "XX"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("filter", "mails.jsonl", "--out", "x", "--phone-region", "US"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void samplesShowNoTextThatIsDroppedForPersonalDataAndNoneInUrls() throws IOException {
    String mail = PROSE.replace("Of ", "To ") + "\nWrite to bob@quendel-mail.org, or a card.";
    Files.writeString(
        folder.resolve("mails.jsonl"),
        "{\"url\": \"http://a.test/?to=bob@quendel-mail.org\", \"text\": "
            + Json.text(mail)
            + "}\n"
            + "{\"url\": \"http://a.test/?to=ann@quendel-mail.org\", \"text\": \"Too brief\"}\n"
            + line("good", PROSE.replace("Of ", "By ")));
    String[] filter = {
      "filter", "mails.jsonl", "--out", "v", "--personal-data", "email", "--most-personal-data", "0"
    };
    assertThat(shell.run(filter)).as(shell.err()).isZero();
    assertThat(Files.readString(folder.resolve("v.samples.jsonl"))).doesNotContain("quendel");
    assertThat(read("v.samples.jsonl"))
        .hasSize(2)
        .allSatisfy(
            sample ->
                assertThat(sample.path("url").asText())
                    .isEqualTo("http://a.test/?to=email@example.com"))
        .filteredOn(sample -> sample.path("rule").asText().equals("personal-data"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.path("excerpt").asText()).isEmpty());
  }

  @Test
  void halvesOfCharactersAreReadAsTheirBytesAndKeepTheirIds() throws IOException {
    String half =
        "{\"id\": \"i\\ud800\", \"url\": \"http://a.test/\\udc00\", \"text\": \"a \\ud800 b\"}\n";
    Files.writeString(folder.resolve("half.jsonl"), half);
    Files.writeString(
        folder.resolve("bytes.jsonl"), "{\"url\": \"http://a.test/?\", \"text\": \"a ? b\"}\n");
    for (String name : List.of("half", "bytes")) {
      String[] filter = {
        "filter", name + ".jsonl", "--profile", "none", "--out", name, "--texts", name + ".texts"
      };
      assertThat(shell.run(filter)).as(shell.err()).isZero();
      assertThat(shell.run("filter", name + ".jsonl", "--out", name + "-dropped"))
          .as(shell.err())
          .isEqualTo(ExitCode.FOUND);
    }
    assertThat(read("half.texts"))
        .isEqualTo(read("bytes.texts"))
        .singleElement()
        .satisfies(left -> assertThat(left.path("text").asText()).isEqualTo("a ? b"));
    assertThat(read("half-dropped.samples.jsonl")).isEqualTo(read("bytes-dropped.samples.jsonl"));
  }

  @Test
  void documentsThatABlocklistNamesAreDroppedFirst() throws IOException {
    Files.writeString(folder.resolve("ill.txt"), "ill.test\n");
    Files.writeString(
        folder.resolve("pages.jsonl"),
        "{\"url\": \"http://a.ill.test/\", \"text\": \"brief\"}\n"
            + line("good", PROSE.replace("Of ", "To ")));
    assertThat(shell.run("filter", "pages.jsonl", "--out", "v.jsonl", "--blocklist", "ill.txt"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).containsPattern("url-blocklist-v1 +subdomain +1 ");
  }

  @Test
  void whatCannotBeDoneIsSaidAndLeavesNothing() throws IOException {
    assertThat(shell.run("filter", "in.jsonl", "--profile", "dolmen", "--out", "v.jsonl"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("dolmen")
        .contains("none, gopher-quality, datatrove, dolma, default");
    assertThat(shell.run("filter", "in.jsonl", "--out", "in.jsonl")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("filter", "in.jsonl", "--out", "v", "--samples", "-1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("filter", "in.jsonl", "--out", "v", "--texts", "v"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("filter", "absent.jsonl", "--out", "v.jsonl")).isEqualTo(ExitCode.IO);
    assertThat(shell.run("filter", "in.jsonl", "--text-field", "body", "--out", "v.jsonl"))
        .isEqualTo(ExitCode.IO);
    assertThat(shell.err()).contains("--text-field");
    Files.writeString(folder.resolve("empty.jsonl"), "");
    assertThat(shell.run("filter", "empty.jsonl", "--out", "e.jsonl")).isEqualTo(ExitCode.FOUND);
    Files.writeString(folder.resolve("bad.jsonl"), line("a", "b"));
    assertThat(shell.run("filter", "bad.jsonl", "--out", "b.jsonl")).isEqualTo(ExitCode.FOUND);
    assertThat(shell.err()).contains("none of 1 documents is kept");
    assertThat(folder.resolve("v.jsonl")).doesNotExist();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }
}
