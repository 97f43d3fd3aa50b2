package org.estover.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.estover.dedupe.near.datatrove.DatatroveConfig;
import org.estover.dedupe.near.datatrove.DatatroveMinHash;
import org.estover.dedupe.near.datatrove.ShingleHash;
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
      List<String> asked = new ArrayList<>(List.of(kind, "in.jsonl", "--base", "base.jsonl"));
      List<String> names =
          new ArrayList<>(List.of("kept.txt", "removed.jsonl", "clusters.jsonl", "report.json"));
      if (kind.equals("near")) {
        asked.addAll(List.of("--hold-out", "0.4", "--seed", "3"));
        names.add("held_out.txt");
      }
      asked.addAll(List.of("--out", kind));
      run(asked.toArray(String[]::new));
      asked.set(asked.size() - 1, kind + "-spark");
      asked.addAll(List.of("--spark", "--master", "local[2]"));
      run(asked.toArray(String[]::new));
      for (String name : names) {
        assertThat(folder.resolve(kind + "-spark/" + name))
            .hasSameTextualContentAs(folder.resolve(kind + "/" + name));
      }
    }
    assertThat(Files.readString(folder.resolve("near/removed.jsonl")))
        .contains("duplicate-id", "exact-duplicate", "near-duplicate");
    List<String> kept = Files.readAllLines(folder.resolve("near/kept.txt"));
    List<String> held = Files.readAllLines(folder.resolve("near/held_out.txt"));
    assertThat(held).hasSizeBetween(5, 35).doesNotContainAnyElementsOf(kept);
    assertThat(kept).contains("b1", "b2").doesNotContainAnyElementsOf(removed("near").keySet());
    assertThat(held).doesNotContainAnyElementsOf(removed("near").keySet());
    JsonNode report = Json.tree(Files.readString(folder.resolve("near/report.json")));
    assertThat(report.path("held_out").asInt()).isEqualTo(held.size());
    assertThat(report.path("kept").asInt()).isEqualTo(kept.size());
  }

  /** Also of records that are the same but for their name. */
  @Test
  void overSparkTheSamePartsGo() throws IOException {
    List<String> blocks =
        List.of("a b", "one line\nand another", "\u00e9 \u65e5", "c", " ", "d e f");
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      StringBuilder parts = new StringBuilder(i % 5 == 0 ? "" : "own" + i + "\n\n");
      for (int k = random.nextInt(4); k > 0; k--) {
        parts.append(blocks.get(random.nextInt(blocks.size()))).append("\n\n");
      }
      lines.add(line("n" + i, parts.toString()));
    }
    lines.addAll(List.of(line("twin2", "a b\nzz"), line("twin1", "a b\nzz"), line("t", "")));
    Files.write(folder.resolve("in.jsonl"), lines);
    Files.write(folder.resolve("base.jsonl"), List.of(line("b", "d e f\nd e f\n\nc")));
    for (String by : List.of("line", "paragraph")) {
      run("exact", "in.jsonl", "--by", by, "--base", "base.jsonl", "--out", by);
      List<String> over = new ArrayList<>(List.of("exact", "in.jsonl", "--by", by));
      over.addAll(List.of("--base", "base.jsonl", "--out", by + "-spark"));
      over.addAll(List.of("--spark", "--master", "local[2]"));
      run(over.toArray(String[]::new));
      for (String name : List.of("kept.txt", "removed.jsonl", "spans.jsonl", "report.json")) {
        assertThat(folder.resolve(by + "-spark/" + name))
            .hasSameTextualContentAs(folder.resolve(by + "/" + name));
      }
      assertThat(Files.readAllLines(folder.resolve(by + "/spans.jsonl"))).hasSizeGreaterThan(20);
      // A small filter takes some for others, and the same ones.
      run("exact", "in.jsonl", "--by", by, "--bloom", "--fpp", "0.3", "--out", by + "-bloom");
      over = new ArrayList<>(List.of("exact", "in.jsonl", "--by", by, "--bloom", "--fpp", "0.3"));
      over.addAll(List.of("--out", by + "-bloom-spark", "--spark", "--master", "local[2]"));
      run(over.toArray(String[]::new));
      for (String name :
          List.of("kept.txt", "removed.jsonl", "spans.jsonl", "report.json", "paragraphs.bloom")) {
        assertThat(folder.resolve(by + "-bloom-spark/" + name))
            .hasSameBinaryContentAs(folder.resolve(by + "-bloom/" + name));
      }
    }
  }

  /** Also of records that are the same but for their name, and of what only shares bands. */
  @Test
  void overSparkAProfileGivesTheSameFiles() throws IOException {
    List<String> lines = corpus();
    String url = "https://example.org/page?utm_source=a&id=";
    for (int i = 0; i < 6; i++) {
      lines.add(line("u" + i, text, url + i % 2));
      lines.add(line("v" + (6 - i), "too short", url + "short"));
      lines.add(line("", i % 2 == 0 ? text : "four words are few", ""));
    }
    lines.add(line("w1", text, "http://EXAMPLE.org/a?utm_source=b"));
    lines.add(line("w2", other, "http://example.org:80/a"));
    Files.write(folder.resolve("in.jsonl"), lines);
    Files.write(
        folder.resolve("base.jsonl"),
        List.of(line("b1", text + " x", url + "b"), line("b2", text + " x", url + "b")));
    List<List<String>> commands =
        List.of(
            List.of("near", "--profile", "datatrove"),
            List.of("near", "--profile", "datatrove", "--no-verify", "--hash", "sha1"),
            List.of("near", "--no-verify"),
            List.of("exact", "--by", "url", "--drop-params", "utm_*"));
    for (List<String> command : commands) {
      String name = String.join("", command).replace('*', 'x');
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("in.jsonl", "--base", "base.jsonl", "--out", name));
      run(arguments.toArray(String[]::new));
      arguments.set(arguments.size() - 1, name + "-spark");
      arguments.addAll(List.of("--spark", "--master", "local[2]"));
      run(arguments.toArray(String[]::new));
      for (String file : List.of("kept.txt", "removed.jsonl", "clusters.jsonl", "report.json")) {
        assertThat(folder.resolve(name + "-spark/" + file))
            .hasSameTextualContentAs(folder.resolve(name + "/" + file));
      }
      Collections.shuffle(lines, new Random(5));
      Files.write(folder.resolve("in.jsonl"), lines);
      arguments.removeAll(List.of("--spark", "--master", "local[2]"));
      arguments.set(arguments.size() - 1, name + "-shuffled");
      run(arguments.toArray(String[]::new));
      assertThat(folder.resolve(name + "-shuffled/removed.jsonl"))
          .hasSameTextualContentAs(folder.resolve(name + "/removed.jsonl"));
      assertThat(removed(name)).isNotEmpty();
    }
  }

  /** What is shorter than a shingle stays there, as often as it comes. */
  @Test
  void theProfileOfDatatroveDoesAsItDoes() throws IOException {
    String similar = text.substring(0, text.length() / 3) + other.substring(0, text.length() / 3);
    Files.write(
        folder.resolve("in.jsonl"),
        List.of(
            line("a", text),
            line("b", text.toUpperCase(Locale.ROOT)),
            line("c", similar),
            line("s", "too short"),
            line("t", "too short")));
    run("near", "in.jsonl", "--out", "out", "--profile", "datatrove", "--signatures");
    assertThat(removed("out")).hasSize(1);
    assertThat(removed("out").keySet()).isSubsetOf("a", "b");
    DatatroveMinHash minHash =
        new DatatroveMinHash(DatatroveConfig.DEFAULT.with(ShingleHash.XXH64));
    List<String> signatures = Files.readAllLines(folder.resolve("out/signatures.jsonl"));
    assertThat(signatures).hasSize(5);
    assertThat(signatures.get(2))
        .isEqualTo(
            "{\"id\":\"c\",\"signature\":["
                + LongStream.of(minHash.signature(similar))
                    .mapToObj(Long::toUnsignedString)
                    .collect(Collectors.joining(","))
                + "]}");
    assertThat(signatures.get(3)).isEqualTo("{\"id\":\"s\",\"signature\":[]}");
    JsonNode report = Json.tree(Files.readString(folder.resolve("out/report.json")));
    assertThat(report.path("profile").asText()).isEqualTo("datatrove");
    assertThat(report.path("signatures").asText()).isEqualTo(DatatroveMinHash.VERSION);
    assertThat(report.path("hash").asText()).isEqualTo("xxh64");
    run(
        "near",
        "in.jsonl",
        "--out",
        "sha",
        "--profile",
        "datatrove",
        "--hash",
        "sha1",
        "--bits",
        "32");
    assertThat(Files.readString(folder.resolve("sha/report.json"))).contains("sha1_32");
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() throws IOException {
    Files.write(folder.resolve("in.jsonl"), List.of(line("a", text)));
    refused(
        "--profile pile is the rule of \"estover dedupe overlap\"", "near", "--profile", "pile");
    refused("--profile pile is the rule", "exact", "--profile", "pile");
    refused("has no such profile", "exact", "--profile", "datatrove");
    refused("--hash is for --profile datatrove only", "near", "--hash", "sha1");
    refused("expected xxh64 or sha1", "near", "--profile", "datatrove", "--hash", "md5");
    refused("exclude each other", "near", "--no-verify", "--threshold", "0.5");
    refused("expected content, url, paragraph or line", "exact", "--by", "word");
    refused("--bloom is for --by paragraph", "exact", "--bloom");
    refused("--min-words is for", "exact", "--by", "url", "--min-words", "3");
    refused("--fpp is for --bloom", "exact", "--by", "line", "--fpp", "0.1");
    for (String chance : List.of("0", "1", "2", "NaN", "1e-300")) {
      refused("to below 1, as 1e-5", "exact", "--by", "line", "--bloom", "--fpp", chance);
    }
    refused("--min-words -1: expected 0", "exact", "--by", "line", "--min-words", "-1");
    refused("\"NaN\" is no number: expected one as 0.5", "near", "--hold-out", "NaN");
    refused("--seed is for --hold-out only", "near", "--seed", "3");
    refused("hold-out of 1.5, not from 0 to 1", "near", "--hold-out", "1.5");
    refused("--drop-params is for --by url", "exact", "--drop-params", "a");
    assertThat(shell.run("clusters", "--top", "-1")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--top -1: expected 1 or more");
  }

  private void refused(String message, String... arguments) {
    List<String> line = new ArrayList<>(List.of("dedupe"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("in.jsonl", "--out", "no"));
    assertThat(shell.run(line.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(message);
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void ofDocumentsOfOneUrlOneStays() throws IOException {
    Files.write(
        folder.resolve("in.jsonl"),
        List.of(
            line("a", "one", "HTTP://Example.org/x#top"),
            line("b", "two", "http://example.org:80/x"),
            line("c", "three", "http://example.org/x?utm_source=y"),
            line("d", "one", ""),
            line("e", "one", "")));
    run("exact", "in.jsonl", "--by", "url", "--out", "whole");
    assertThat(removed("whole").keySet()).isSubsetOf("a", "b").hasSize(1);
    JsonNode gone = removed("whole").values().iterator().next();
    assertThat(gone.path("rule").asText()).isEqualTo("duplicate-url");
    assertThat(gone.has("similarity")).isFalse();
    run("exact", "in.jsonl", "--by", "url", "--drop-params", "utm_*,x", "--out", "cut");
    assertThat(removed("cut").keySet()).isSubsetOf("a", "b", "c").hasSize(2);
    assertThat(Files.readString(folder.resolve("cut/report.json"))).contains("estover.url.v1");
  }

  @Test
  void paragraphsAndLinesThatStandElsewhereGo() throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      texts.add("Überall\nzwei Zeilen\n\nnur " + i + "\n\n" + (i % 3 == 0 ? text : other) + "\n");
    }
    texts.add("Überall\nzwei Zeilen\n");
    texts.add("Überall\nzwei Zeilen\n\n\n");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      lines.add(line("d" + i, texts.get(i)));
    }
    for (String by : List.of("paragraph", "line")) {
      Files.write(folder.resolve("in.jsonl"), lines);
      run("exact", "in.jsonl", "--by", by, "--out", by);
      run("exact", "in.jsonl", "--by", by, "--bloom", "--out", by + "-bloom");
      List<String> shuffled = new ArrayList<>(lines);
      Collections.shuffle(shuffled, new Random(9));
      Files.write(folder.resolve("in.jsonl"), shuffled);
      run("exact", "in.jsonl", "--by", by, "--bloom", "--fpp", "1e-5", "--out", by + "-again");
      for (String file : List.of("kept.txt", "removed.jsonl", "spans.jsonl")) {
        assertThat(folder.resolve(by + "-bloom/" + file))
            .hasSameTextualContentAs(folder.resolve(by + "/" + file));
      }
      assertThat(folder.resolve(by + "-again/paragraphs.bloom"))
          .hasSameBinaryContentAs(folder.resolve(by + "-bloom/paragraphs.bloom"));
      assertThat(folder.resolve(by + "-again/report.json"))
          .hasSameTextualContentAs(folder.resolve(by + "-bloom/report.json"));
      Map<String, String> left = new TreeMap<>();
      int copies = 0;
      for (String name : Files.readAllLines(folder.resolve(by + "/kept.txt"))) {
        String kept = cut(by, name, texts.get(Integer.parseInt(name.substring(1))));
        copies += kept.contains("Überall") ? 1 : 0;
        assertThat(left.putIfAbsent(kept, name)).isNull();
      }
      assertThat(copies).isOne();
      assertThat(left.keySet()).anyMatch(each -> each.contains(text)).hasSizeBetween(30, 31);
      for (JsonNode gone : removed(by).values()) {
        assertThat(gone.path("rule").asText()).isEqualTo("nothing-left");
        assertThat(gone.has("survivor")).isFalse();
      }
      JsonNode report = Json.tree(Files.readString(folder.resolve(by + "/report.json")));
      assertThat(report.path("kept_bytes").asLong())
          .isEqualTo(left.keySet().stream().mapToLong(each -> each.getBytes(UTF_8).length).sum());
      assertThat(report.path("removed_paragraphs").asInt())
          .isEqualTo(by.equals("line") ? 2 * 31 + 28 : 31 + 28);
      assertThat(report.path("distinct_paragraphs").asInt()).isEqualTo(by.equals("line") ? 34 : 33);
    }
    run("exact", "in.jsonl", "--by", "line", "--min-words", "3", "--out", "long");
    JsonNode report = Json.tree(Files.readString(folder.resolve("long/report.json")));
    assertThat(report.path("removed_paragraphs").asInt()).isEqualTo(28);
    assertThat(report.path("removed")).isEmpty();
  }

  /** What the ranges of a document leave of its text. */
  private String cut(String out, String id, String whole) throws IOException {
    byte[] utf8 = whole.getBytes(StandardCharsets.UTF_8);
    StringBuilder left = new StringBuilder();
    int from = 0;
    for (String line : Files.readAllLines(folder.resolve(out + "/spans.jsonl"))) {
      JsonNode each = Json.tree(line);
      if (each.path("id").asText().equals(id)) {
        int start = each.path("range").path(0).asInt();
        left.append(new String(utf8, from, start - from, StandardCharsets.UTF_8));
        from = each.path("range").path(1).asInt();
      }
    }
    return left.append(new String(utf8, from, utf8.length - from, StandardCharsets.UTF_8))
        .toString();
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

  /** A line of kept.txt is a name, whatever a record calls itself. */
  @Test
  void aNameThatBreaksALineIsNone() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String id : List.of("a\\nb", "\\u2028", "\\ud800", "\\udc00", "\\u0000", "\\u0085")) {
      lines.add("{\"id\": \"" + id + "\", \"text\": \"" + lines.size() + "\"}");
    }
    lines.add("{\"id\": \"\\ud83d\\ude00 \\u00fc\", \"text\": \"a word\"}");
    Files.write(folder.resolve("in.jsonl"), lines);
    run("exact", "in.jsonl", "--out", "out");
    List<String> kept = Files.readAllLines(folder.resolve("out/kept.txt"));
    assertThat(kept).hasSize(7).contains("\ud83d\ude00 \u00fc").doesNotHaveDuplicates();
    assertThat(kept.stream().filter(name -> name.matches("doc_[0-9a-f]{32}"))).hasSize(6);
  }

  @Test
  void namesThatDoNotTellTheRemovedFromTheKeptAreTold() throws IOException {
    Files.write(
        folder.resolve("in.jsonl"),
        List.of(line("a", text), line("a", other), line("a", text + " "), line("b", "")));
    assertThat(shell.run("dedupe", "exact", "in.jsonl", "--out", "out")).isZero();
    assertThat(shell.out())
        .contains("1 of the removed are called as one that stays", "(--id-field)")
        .containsPattern("removed +exact-duplicate 1\\n")
        .containsPattern("aside +none\\n");
    JsonNode report = Json.tree(Files.readString(folder.resolve("out/report.json")));
    assertThat(report.path("ambiguous_names").asInt()).isEqualTo(1);
    assertThat(report.path("without_text").asInt()).isEqualTo(1);
    Files.write(folder.resolve("in.jsonl"), List.of(line("a", text), line("b", text)));
    run("exact", "in.jsonl", "--out", "other");
    report = Json.tree(Files.readString(folder.resolve("other/report.json")));
    assertThat(report.path("ambiguous_names").asInt(-1)).isZero();
  }

  @Test
  void inputWithoutADocumentIsNoSuccess() throws IOException {
    Files.writeString(folder.resolve("in.jsonl"), "");
    assertThat(shell.run("dedupe", "near", "in.jsonl", "--out", "empty")).isEqualTo(ExitCode.FOUND);
    assertThat(shell.err())
        .contains("no document was found: all of it was put aside (empty-file 1); empty/");
    Files.writeString(folder.resolve("in.jsonl"), "no json\n");
    assertThat(shell.run("dedupe", "exact", "in.jsonl", "--out", "bad")).isEqualTo(ExitCode.FOUND);
    assertThat(shell.err())
        .contains("put aside (json-syntax 1); bad/aside.jsonl says where and why");
    assertThat(folder.resolve("bad/aside.jsonl")).isNotEmptyFile();
  }

  @Test
  void ofAFolderAllFilesOfRecordsAreReadAndNothingHidden() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in.parquet"));
    Files.createDirectories(in.resolve("x.json"));
    Files.createDirectories(in.resolve(".old"));
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.createSymbolicLink(in.resolve("linked"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("link"), in);
    List<String> names =
        List.of("a.jsonl", "b.json.zstd", "c.ndjson.gz", "d.jsonl.zstd", "x.json/e.ndjson.zst");
    for (String name : names) {
      Files.write(in.resolve(name), List.of(line(name, words(5))));
    }
    Files.write(folder.resolve("elsewhere/f.jsonl"), List.of(line("f", words(5))));
    Files.write(in.resolve(".old/g.jsonl"), List.of(line("g", words(5))));
    Files.write(in.resolve("._a.jsonl"), List.of("no json"));
    run("exact", "link", "--out", "link/.out");
    assertThat(Files.readAllLines(folder.resolve("link/.out/kept.txt")))
        .hasSize(6)
        .contains("f")
        .containsAll(names);
    assertThat(Json.tree(shell.out()).path("aside")).isEmpty();
    Files.createSymbolicLink(in.resolve("ring"), in);
    assertThat(shell.run("dedupe", "exact", "link", "--out", "no")).isEqualTo(ExitCode.IO);
    assertThat(shell.err()).contains("ring");
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
    JsonNode aside = Json.tree(Files.readString(folder.resolve("out/aside.jsonl")));
    assertThat(aside.path("file").asText()).isEqualTo("in.jsonl");
    assertThat(aside.path("offset").asInt()).isEqualTo(line("a", text).length() + 1);
    assertThat(aside.path("reason").asText()).isEqualTo("json-syntax");
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

  private static String line(String id, String text, String url) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    return line.put("id", id).put("text", text).put("url", url).toString();
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
