package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DedupeSpansTest {
  private static final List<String> FILES = List.of("spans.jsonl", "kept.txt", "removed.jsonl");

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));
  private final SplittableRandom random = new SplittableRandom(11);

  @BeforeEach
  void start() {
    shell = new Shell(folder);
  }

  private record Range(int start, int end) {}

  @Test
  void ofAPassageOneOccurrenceStays() throws IOException {
    String passage = "<" + words(40) + ">";
    int size = passage.length();
    write("in.jsonl", line("a", "One. " + passage + " Two."), line("b", passage + " three."));
    JsonNode report = run("in.jsonl", "--out", "one");
    Map<String, List<Range>> spans = spans("one");
    assertThat(spans).hasSize(1);
    if (spans.containsKey("a")) {
      // The space after the passage is repeated as well.
      assertThat(spans.get("a")).containsExactly(new Range(5, 5 + size + 1));
    } else {
      assertThat(spans.get("b")).containsExactly(new Range(0, size + 1));
    }
    assertThat(report.path("cut_bytes").asInt()).isEqualTo(size + 1);
    assertThat(report.path("marked_bytes").asInt()).isEqualTo(2 * (size + 1));
    assertThat(report.path("marked_within_documents").asInt()).isEqualTo(2 * (size + 1));
    assertThat(report.path("kept_bytes").asInt() + report.path("cut_bytes").asInt())
        .isEqualTo(report.path("bytes").asInt());
    assertThat(Files.readAllLines(folder.resolve("one/kept.txt"))).hasSize(2);
    assertThat(Files.readString(folder.resolve("one/removed.jsonl"))).isEmpty();
    run("in.jsonl", "--out", "all", "--mode", "remove-all");
    assertThat(spans("all")).containsOnlyKeys("a", "b");
    run("in.jsonl", "--out", "longer", "--min-bytes", Integer.toString(size + 2));
    assertThat(spans("longer")).isEmpty();
    try (var files = Files.list(folder.resolve("one"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("spans.jsonl", "kept.txt", "removed.jsonl", "report.json");
    }
  }

  /** é and è share their first byte, ö and ¶ their last: the repeat begins and ends within them. */
  @Test
  void cutsHoldWholeCharacters() throws IOException {
    String passage = "日本語𝄞 " + words(30) + " naïve";
    write("in.jsonl", line("a", "xö" + passage + "éy"), line("b", "z¶" + passage + "èw"));
    run("in.jsonl", "--out", "out", "--mode", "remove-all");
    int size = passage.getBytes(StandardCharsets.UTF_8).length;
    assertThat(spans("out"))
        .containsEntry("a", List.of(new Range(3, 3 + size)))
        .containsEntry("b", List.of(new Range(3, 3 + size)));
    JsonNode report = Json.tree(Files.readString(folder.resolve("out/report.json")));
    assertThat(report.path("marked_bytes").asInt()).isEqualTo(2 * (size + 2));
    assertThat(report.path("cut_bytes").asInt()).isEqualTo(2 * size);
  }

  @Test
  void whatIsCutWholeIsRemoved() throws IOException {
    String text = words(60);
    write(
        "in.jsonl",
        line("a", text),
        line("b", text),
        line("c", text),
        line("d", "short"),
        line("e", "short"),
        line("f", ""));
    JsonNode report = run("in.jsonl", "--out", "one");
    assertThat(Files.readAllLines(folder.resolve("one/kept.txt")))
        .hasSize(4)
        .contains("d", "e", "f");
    List<String> removed = Files.readAllLines(folder.resolve("one/removed.jsonl"));
    assertThat(removed)
        .hasSize(2)
        .allMatch(line -> line.matches("\\{\"id\":\"[abc]\",\"rule\":\"repeated-span\"}"));
    assertThat(report.path("removed").path("repeated-span").asInt()).isEqualTo(2);
    assertThat(report.path("kept").asInt()).isEqualTo(4);
    run("in.jsonl", "--out", "all", "--mode", "remove-all");
    assertThat(Files.readAllLines(folder.resolve("all/kept.txt")))
        .containsExactlyInAnyOrder("d", "e", "f");
  }

  /** But for the figure of the one text, whose order is that of reading. */
  @Test
  void shuffledAndCutInputGivesTheSameFiles() throws IOException {
    List<String> lines = corpus();
    Files.write(folder.resolve("in.jsonl"), lines);
    ObjectNode report = (ObjectNode) run("in.jsonl", "--out", "one");
    Collections.shuffle(lines, new Random(3));
    Files.createDirectories(folder.resolve("parts"));
    Files.write(folder.resolve("parts/1.jsonl"), lines.subList(0, 30));
    Files.write(folder.resolve("parts/2.jsonl"), lines.subList(30, lines.size()));
    ObjectNode other = (ObjectNode) run("parts", "--out", "other");
    same("one", "other");
    assertThat(other.without("marked_bytes").toString())
        .isEqualTo(report.without("marked_bytes").toString());
    assertThat(spans("one")).hasSizeGreaterThan(30);
  }

  @Test
  void overSparkTheSameIsCut() throws IOException {
    List<String> lines = corpus();
    String text = words(50);
    String url = "https://example.org/";
    String other = words(50);
    for (String name : List.of("y", "x", "z", "m", "k", "l")) {
      ObjectNode line = Json.MAPPER.createObjectNode().put("id", name).put("url", url);
      lines.add(line.put("text", name.compareTo("m") > 0 ? text : other).toString());
    }
    lines.addAll(List.of(line("p", "ab".repeat(400)), line("", words(40) + text), line("q", "")));
    Files.write(folder.resolve("in.jsonl"), lines);
    write("base.jsonl", line("b1", text + " x"), line("b2", text + " y"));
    for (String mode : List.of("keep-one", "remove-all")) {
      JsonNode report = run("in.jsonl", "--base", "base.jsonl", "--mode", mode, "--out", mode);
      JsonNode spark =
          run(
              "in.jsonl",
              "--base",
              "base.jsonl",
              "--mode",
              mode,
              "--out",
              mode + "-spark",
              "--spark",
              "--master",
              "local[2]");
      same(mode, mode + "-spark");
      for (String figure :
          List.of("marked_within_documents", "cut_bytes", "kept", "spans", "cut_documents")) {
        assertThat(spark.path(figure)).as(figure).isEqualTo(report.path(figure));
      }
      assertThat(spark.path("marked_bytes")).isEqualTo(report.path("marked_within_documents"));
      assertThat(spans(mode))
          .doesNotContainKeys("b1", "b2")
          .containsKeys("x", "y", "z", "l", "m", "p");
    }
    // Of one document that was read under several names the first one keeps its text.
    assertThat(spans("keep-one")).doesNotContainKey("k");
    try (var files = Files.list(folder.resolve("keep-one-spark"))) {
      assertThat(files).hasSize(FILES.size() + 1);
    }
  }

  /** The ends of two documents and the starts of those read after them are one passage. */
  @Test
  void inOneTextPassagesReachOverEnds() throws IOException {
    String end = words(30).substring(0, 60);
    String start = words(30).substring(0, 60);
    write(
        "in.jsonl",
        line("a", "1 " + end),
        line("b", start + " 2"),
        line("c", "3 " + end),
        line("d", start + " 4"));
    JsonNode report = run("in.jsonl", "--out", "documents");
    assertThat(spans("documents")).isEmpty();
    assertThat(report.path("marked_bytes").asInt()).isEqualTo(2 * (1 + 60 + 2 + 60 + 1));
    assertThat(report.path("marked_within_documents").asInt()).isZero();
    JsonNode one = run("in.jsonl", "--out", "text", "--concatenated");
    assertThat(one.path("marked_bytes")).isEqualTo(report.path("marked_bytes"));
    assertThat(spans("text"))
        .containsOnly(
            Map.entry("c", List.of(new Range(1, 62))), Map.entry("d", List.of(new Range(0, 61))));
  }

  @Test
  void wrongArgumentsAreToldOf() throws IOException {
    write("in.jsonl", line("a", "b"));
    assertThat(shell.run("dedupe", "spans", "in.jsonl", "--out", "o", "--mode", "none"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("expected one of keep-one, remove-all");
    assertThat(shell.run("dedupe", "spans", "in.jsonl", "--out", "o", "--min-bytes", "0"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("a window has 1 to");
    assertThat(shell.run("dedupe", "spans", "in.jsonl", "--out", "o", "--spark", "--concatenated"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("o")).doesNotExist();
    Files.writeString(folder.resolve("empty.jsonl"), "");
    assertThat(shell.run("dedupe", "spans", "empty.jsonl", "--out", "o")).isEqualTo(ExitCode.FOUND);
    JsonNode report = Json.tree(Files.readString(folder.resolve("o/report.json")));
    assertThat(report.path("marked_bytes").asInt(-1)).isZero();
  }

  private List<String> corpus() {
    List<String> passages = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      passages.add((i % 3 == 0 ? "Größe – наука " : "") + words(10 + random.nextInt(30)));
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder(i % 4 == 0 ? "" : words(5));
      for (int part = random.nextInt(4); part >= 0; part--) {
        text.append(passages.get(random.nextInt(passages.size())));
        text.append(random.nextBoolean() ? " é" : words(3));
      }
      lines.add(line("d" + i, text.toString()));
    }
    lines.add(line("copy", Json.tree(lines.get(7)).path("text").asText()));
    return lines;
  }

  private JsonNode run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("dedupe", "spans"));
    line.addAll(Arrays.asList(arguments));
    line.add("--json");
    assertThat(shell.run(line.toArray(String[]::new))).as(shell.err()).isZero();
    return Json.tree(shell.out());
  }

  private void write(String file, String... lines) throws IOException {
    Files.write(folder.resolve(file), List.of(lines));
  }

  private void same(String one, String other) {
    for (String name : FILES) {
      assertThat(folder.resolve(other + "/" + name))
          .hasSameTextualContentAs(folder.resolve(one + "/" + name));
    }
  }

  /** The ranges by document; each is a whole text of its own. */
  private Map<String, List<Range>> spans(String out) throws IOException {
    Map<String, byte[]> texts = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("in.jsonl"))) {
      JsonNode record = Json.tree(line);
      texts.put(
          record.path("id").asText(),
          record.path("text").asText().getBytes(StandardCharsets.UTF_8));
    }
    Map<String, List<Range>> spans = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(out + "/spans.jsonl"))) {
      JsonNode span = Json.tree(line);
      String id = span.path("id").asText();
      Range range =
          new Range(span.path("range").path(0).asInt(), span.path("range").path(1).asInt());
      spans.computeIfAbsent(id, each -> new ArrayList<>()).add(range);
      byte[] text = texts.get(id);
      if (text != null) {
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(text, range.start(), range.end() - range.start()));
      }
    }
    return spans;
  }

  private static String line(String id, String text) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    return line.put("id", id).put("text", text).toString();
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int word = random.nextInt(5000);
      words.append(i == 0 ? "" : " ").append(Integer.toString(word, 26).replaceAll("[0-9]", "q"));
    }
    return words.toString();
  }
}
