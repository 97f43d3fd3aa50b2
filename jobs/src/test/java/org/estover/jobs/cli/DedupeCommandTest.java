package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DedupeCommandTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));
  private final SplittableRandom random = new SplittableRandom(7);
  private final String text = words(300);
  private final String other = words(300);

  @BeforeEach
  void start() {
    shell = new Shell(folder);
  }

  @Test
  void ofEachClusterTheSmallestStaysAndTheOthersAreToldOf() throws IOException {
    List<String> lines =
        List.of(
            line("a", text),
            line("b", text + "  "),
            line("c", text.substring(text.indexOf(' ') + 1) + " more"),
            line("d", other),
            line("e", "one"),
            line("f", ""),
            line("g", "Ein Wort ist zu wenig"));
    Files.write(folder.resolve("in.jsonl"), lines);
    run("near", "in.jsonl", "--out", "near");
    List<String> kept = Files.readAllLines(folder.resolve("near/kept.txt"));
    assertThat(kept).hasSize(5).contains("d", "e", "f", "g");
    String survivor = kept.stream().filter(List.of("a", "b", "c")::contains).findFirst().orElse("");
    Map<String, JsonNode> removed = removed("near");
    assertThat(removed.keySet()).isSubsetOf("a", "b", "c").doesNotContain(survivor).hasSize(2);
    for (JsonNode gone : removed.values()) {
      assertThat(gone.path("survivor").asText()).isEqualTo(survivor);
      boolean equal = !survivor.equals("c") && !gone.path("id").asText().equals("c");
      assertThat(gone.path("similarity").asDouble()).isBetween(0.9, 1.0);
      if (equal) {
        assertThat(gone.path("similarity").asDouble()).isEqualTo(1);
      }
    }
    JsonNode cluster = Json.tree(Files.readString(folder.resolve("near/clusters.jsonl")));
    assertThat(cluster.path("survivor").asText()).isEqualTo(survivor);
    assertThat(cluster.path("members")).hasSize(2);
    JsonNode report = Json.tree(Files.readString(folder.resolve("near/report.json")));
    assertThat(report.path("documents").asInt()).isEqualTo(7);
    assertThat(report.path("kept").asInt()).isEqualTo(5);
    assertThat(report.path("clusters").asInt()).isEqualTo(1);
    assertThat(report.path("largest_cluster").asInt()).isEqualTo(3);
    run("exact", "in.jsonl", "--out", "exact");
    assertThat(removed("exact").keySet()).isSubsetOf("a", "b").hasSize(1);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("in.jsonl", "near", "exact");
    }
  }

  @Test
  void shuffledAndCutInputGivesTheSameFiles() throws IOException {
    List<String> lines = corpus();
    Files.write(folder.resolve("in.jsonl"), lines);
    run("near", "in.jsonl", "--out", "one");
    Collections.shuffle(lines, new Random(3));
    Files.createDirectories(folder.resolve("parts"));
    for (int part = 0; part < 3; part++) {
      List<String> cut = lines.subList(part * lines.size() / 3, (part + 1) * lines.size() / 3);
      try (OutputStream file =
          new GZIPOutputStream(
              Files.newOutputStream(folder.resolve("parts/" + part + ".jsonl.gz")))) {
        file.write((String.join("\n", cut) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    run("near", "parts", "--out", "other");
    for (String name : List.of("kept.txt", "removed.jsonl", "clusters.jsonl", "report.json")) {
      assertThat(folder.resolve("other/" + name))
          .hasSameTextualContentAs(folder.resolve("one/" + name));
    }
    assertThat(Files.readAllLines(folder.resolve("one/removed.jsonl"))).isNotEmpty();
  }

  /** The work of 04-dedupe and that of one thread come to the same. */
  @Test
  void overSparkTheFilesAreTheSame() throws IOException {
    List<String> lines = corpus();
    lines.addAll(List.of(line("x", text), line("x", text), line("y", text), line("s", "short")));
    lines.addAll(List.of(line("t", "short"), line("", other), line("z", "")));
    Files.write(folder.resolve("in.jsonl"), lines);
    Files.write(
        folder.resolve("base.jsonl"), List.of(line("b1", text + " x"), line("b2", text + " y")));
    for (String kind : List.of("near", "exact")) {
      run(kind, "in.jsonl", "--base", "base.jsonl", "--out", kind);
      run(
          kind,
          "in.jsonl",
          "--base",
          "base.jsonl",
          "--out",
          kind + "-spark",
          "--spark",
          "--master",
          "local[2]");
      for (String name : List.of("kept.txt", "removed.jsonl", "clusters.jsonl", "report.json")) {
        assertThat(folder.resolve(kind + "-spark/" + name))
            .hasSameTextualContentAs(folder.resolve(kind + "/" + name));
      }
    }
    assertThat(Files.readString(folder.resolve("near/removed.jsonl")))
        .contains("duplicate-id", "exact-duplicate", "near-duplicate");
  }

  /** Both documents of the base stay, though they are alike; what resembles them does not. */
  @Test
  void whatWasPublishedBeforeStays() throws IOException {
    Files.write(folder.resolve("base.jsonl"), List.of(line("b1", text), line("b2", text + " x")));
    Files.write(folder.resolve("in.jsonl"), List.of(line("n1", text + " y"), line("n2", other)));
    run("near", "in.jsonl", "--base", "base.jsonl", "--out", "out");
    assertThat(Files.readAllLines(folder.resolve("out/kept.txt")))
        .containsExactlyInAnyOrder("b1", "b2", "n2");
    assertThat(removed("out")).containsOnlyKeys("n1");
  }

  @Test
  void recordsWithoutANameAreCalledByTheirId() throws IOException {
    Files.write(
        folder.resolve("in.jsonl"),
        List.of("{\"text\": \"a b\", \"url\": \"https://example.org/\"}", "{\"text\": \"a  b\"}"));
    run("exact", "in.jsonl", "--out", "out");
    assertThat(Files.readString(folder.resolve("out/kept.txt"))).matches("doc_[0-9a-f]{32}\n");
  }

  @Test
  void signaturesAreWrittenWhenAskedFor() throws IOException {
    Files.write(folder.resolve("in.jsonl"), List.of(line("a", text), line("b", "short")));
    run("near", "in.jsonl", "--out", "out", "--signatures");
    List<String> lines = Files.readAllLines(folder.resolve("out/signatures.jsonl"));
    assertThat(Json.tree(lines.get(0)).path("signature")).hasSize(120);
    assertThat(Json.tree(lines.get(1)).path("signature")).isEmpty();
  }

  @Test
  void whatIsNoRecordIsCountedAndWhatHasNoTextIsRefused() throws IOException {
    Files.write(folder.resolve("in.jsonl"), List.of(line("a", text), "no json", line("b", other)));
    run("near", "in.jsonl", "--out", "out");
    assertThat(Json.tree(shell.out()).path("aside").path("json-syntax").asInt()).isEqualTo(1);
    assertThat(shell.run("dedupe", "near", "in.jsonl", "--out", "out")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("exists already");
    Files.write(folder.resolve("named.jsonl"), List.of("{\"body\": \"a\", \"id\": \"x\"}"));
    assertThat(shell.run("dedupe", "near", "named.jsonl", "--out", "no")).isEqualTo(ExitCode.IO);
    assertThat(shell.err()).contains("no record has the field \"text\", found are [body, id]");
    assertThat(folder.resolve("no")).doesNotExist();
    run("near", "named.jsonl", "--text-field", "body", "--out", "body");
    assertThat(shell.run("dedupe", "near", "absent.jsonl", "--out", "no")).isEqualTo(ExitCode.IO);
    assertThat(shell.run("dedupe", "near", "in.jsonl", "--out", "no", "--threshold", "2"))
        .isEqualTo(ExitCode.USAGE);
  }

  private List<String> corpus() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String base = words(150);
      lines.add(line("d" + i, base));
      lines.add(line("e" + i, base.replaceFirst(" [a-z]+ ", " changed ")));
      lines.add(line("f" + i, base.substring(0, base.lastIndexOf(' '))));
    }
    return lines;
  }

  private void run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("dedupe"));
    line.addAll(List.of(arguments));
    line.add("--json");
    assertThat(shell.run(line.toArray(String[]::new))).as(shell.err()).isZero();
  }

  private Map<String, JsonNode> removed(String out) throws IOException {
    Map<String, JsonNode> removed = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(out + "/removed.jsonl"))) {
      JsonNode each = Json.tree(line);
      removed.put(each.path("id").asText(), each);
    }
    return removed;
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
