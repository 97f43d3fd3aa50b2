package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
import org.estover.jobs.rows.PublishedRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus of whose texts 03 leaves out lines and replaces personal data, to its release. */
final class EditsTest {
  private static final String PLAN =
      """
      corpus: edited
      sources:
        pages: {type: jsonl, filter: datatrove, license: CC0-1.0, files: "pages*.jsonl"}
        notes: {type: jsonl, filter: none, license: CC0-1.0, files: "notes.jsonl"}
      order:
        sequence-tokens: 16
      dedupe: {near: false}
      personal-data: {action: replace, kinds: [email, ip, phone]}
      """;

  private static final String SCRIPT = "Please enable javascript to read this page.";
  private static final String PHONE = "+49 30 23125 146";

  @TempDir private Path folder;

  private static String address(int i) {
    return "anna" + i + "@musterquendel.de";
  }

  private static String machine(int i) {
    return "91.198.174." + (100 + i);
  }

  /** Prose that the profile keeps, with what it does not leave of it. */
  private static String page(SplittableRandom random, int i) {
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < 10; k++) {
      String end = k % 2 == 0 ? " and that was so." : ", which it has to be.";
      lines.add("The " + words(random, 5) + " of " + words(random, 4) + end);
    }
    lines.add(3, SCRIPT);
    lines.add(5, "You can write to " + address(i) + " if you have the time for it.");
    lines.add(7, "Once " + machine(i) + " was the address of it[12], and with that we end.");
    return String.join("\r\n", lines);
  }

  private static String words(SplittableRandom random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder word = new StringBuilder();
      for (int k = random.nextInt(4, 9); k > 0; k--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.toString());
    }
    return String.join(" ", words);
  }

  private static String line(String url, String text) {
    return Json.MAPPER.createObjectNode().put("url", url).put("text", text) + "\n";
  }

  private void write(List<String> pages) throws IOException {
    Files.writeString(folder.resolve("pages1.jsonl"), String.join("", pages.subList(0, 4)));
    Files.writeString(folder.resolve("pages2.jsonl"), String.join("", pages.subList(4, 9)));
  }

  private List<String> corpus() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> pages = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pages.add(line("http://pages.test/" + i, page(random, i)));
    }
    pages.add(line("http://pages.test/brief", "Mail " + address(8) + " please."));
    write(pages);
    // These differ in nothing but what is replaced.
    String note =
        "For the \u00e4rea of 3 write to %s or call " + PHONE + ", \ud83d\ude00 of course.";
    Files.writeString(
        folder.resolve("notes.jsonl"),
        line("http://notes.test/1", note.formatted(address(20)))
            + line("http://notes.test/2", note.formatted(address(21))));
    Files.writeString(folder.resolve("plan.yaml"), PLAN);
    return pages;
  }

  @Test
  void noTokenHoldsWhatWasTakenOut() throws IOException {
    List<String> pages = corpus();
    Shell shell = new Shell(folder);
    fine(shell, "run", "plan.yaml", "--run-dir", "one");
    Map<String, String> texts = texts(shell, "one");
    // Of the two notes one stays: duplicates are looked for in what is left.
    assertThat(texts).hasSize(9);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      assertThat(text.getValue())
          .doesNotContain("musterquendel", "javascript", "91.198", "23125", "[12]", "\r")
          .contains("email@example.com");
      assertThat(text.getValue())
          .contains(
              text.getKey().contains("notes") ? "+1-202-555-0100, \ud83d\ude00" : "192.0.2.1");
    }
    fine(shell, "verify", "one/07-release");
    fine(shell, "reconstruct", "one/07-release", "--step", "0", "--batch", "1", "--text");
    assertThat(shell.out()).doesNotContain("musterquendel");
    nothingIn("one/07-release");
    nothingIn("set-one");
    RunFolder run = RunFolder.at(folder.resolve("one"));
    StageReport filtered = run.report(StageName.FILTER).orElseThrow();
    assertThat(filtered.unit(StageReport.BYTES).dropped())
        .containsKeys("filter: left out of what is kept");
    assertThat(run.report(StageName.DEDUPE).orElseThrow().unit(StageReport.BYTES).in())
        .isEqualTo(filtered.unit(StageReport.BYTES).out());
    assertThat(run.report(StageName.TOKENIZE).orElseThrow().unit(StageReport.BYTES).in())
        .isEqualTo(texts.values().stream().mapToLong(EditsTest::size).sum());
    JsonNode counts =
        Json.tree(Files.readString(folder.resolve("one/03-filter/personal-data.json")));
    assertThat(counts.path("email").path("places").asInt()).isEqualTo(10);
    assertThat(counts.path("ip").path("documents").asInt()).isEqualTo(8);
    assertThat(counts.path("phone").path("places").asInt()).isEqualTo(2);
    why(shell);
    anotherOrderIsTheSameRelease(shell, pages);
  }

  private static void why(Shell shell) {
    fine(shell, "why", "http://pages.test/3", "--run-dir", "one");
    assertThat(shell.out())
        .contains("03-filter: kept", "(email)", "(ip)", "03-filter: replaced bytes ")
        .contains("03-filter: its filters leave ")
        .doesNotContain("musterquendel");
  }

  private void anotherOrderIsTheSameRelease(Shell shell, List<String> pages) throws IOException {
    String id = id(shell, "one");
    Collections.shuffle(pages, new Random(3));
    write(pages);
    fine(shell, "run", "plan.yaml", "--run-dir", "other");
    assertThat(id(shell, "other")).isEqualTo(id);
    // Another rule does 03 again, and gives another release.
    Files.writeString(
        folder.resolve("plan.yaml"), PLAN.replace("[email, ip, phone]", "[email, phone]"));
    fine(shell, "run", "plan.yaml", "--run-dir", "other", "--dry-run");
    assertThat(shell.out()).contains("03-filter").doesNotContain("02-extract: ");
    fine(shell, "run", "plan.yaml", "--run-dir", "other");
    assertThat(texts(shell, "other").get("http://pages.test/3"))
        .contains(machine(3), "email@example.com");
  }

  @Test
  void documentsWithTooMuchOfItAreDropped() throws IOException {
    corpus();
    Files.writeString(
        folder.resolve("plan.yaml"),
        PLAN.replace("filter: none", "filter: none, personal-data: keep")
            .replace("replace, kinds: [email, ip, phone]", "drop, most: 1"));
    Shell shell = new Shell(folder);
    fine(shell, "run", "plan.yaml", "--run-dir", "one");
    assertThat(texts(shell, "one")).containsOnlyKeys("http://notes.test/1", "http://notes.test/2");
    StageReport filtered =
        RunFolder.at(folder.resolve("one")).report(StageName.FILTER).orElseThrow();
    assertThat(filtered.unit(StageReport.DOCUMENTS).dropped())
        .containsEntry("personal-data: more than 1", 8L);
    nothingIn("one/07-release", "anna3@");
  }

  @Test
  void whatABlocklistNamesIsDroppedAndWhereItLiesIsOfNoMatter() throws IOException {
    corpus();
    Files.writeString(folder.resolve("ill.txt"), "# ours\nPAGES.test\nnotes.test/1\n");
    Files.createDirectories(folder.resolve("deep"));
    Files.copy(folder.resolve("ill.txt"), folder.resolve("deep/same.txt"));
    String silent = PLAN.replaceAll("personal-data: .*\n", "");
    String plan = silent + "filter: {url-blocklists: ill.txt}\n";
    assertThat(digest(plan.replace("ill.txt", "deep/same.txt"))).isEqualTo(digest(plan));
    assertThat(digest(plan)).isNotEqualTo(digest(silent));
    Files.writeString(folder.resolve("plan.yaml"), plan);
    Shell shell = new Shell(folder);
    fine(shell, "run", "plan.yaml", "--run-dir", "one");
    assertThat(texts(shell, "one")).containsOnlyKeys("http://notes.test/2");
    StageReport filtered =
        RunFolder.at(folder.resolve("one")).report(StageName.FILTER).orElseThrow();
    assertThat(filtered.unit(StageReport.DOCUMENTS).dropped())
        .containsEntry("url-blocklist-v1: domain", 9L)
        .containsEntry("url-blocklist-v1: url", 1L);
    Files.writeString(folder.resolve("plan.yaml"), plan.replace("ill.txt", "none.txt"));
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "two")).isEqualTo(2);
    assertThat(shell.err()).contains("none.txt");
  }

  @Test
  void aPlanThatKeepsPersonalDataHasTheDigestOfOneThatDoesNotSpeakOfIt() throws IOException {
    String silent = PLAN.replaceAll("personal-data: .*\n", "");
    assertThat(digest(silent + "personal-data: {action: keep}\n")).isEqualTo(digest(silent));
    assertThat(digest(PLAN)).isNotEqualTo(digest(silent));
    assertThat(digest(PLAN.replace("[email, ip, phone]", "[phone, email, ip]")))
        .isEqualTo(digest(PLAN));
    assertThat(digest(PLAN.replace("filter: none", "filter: none, personal-data: keep")))
        .isNotEqualTo(digest(PLAN));
  }

  private String digest(String plan) throws IOException {
    return RunPlan.parse(folder.resolve("plan.yaml"), plan).digest();
  }

  @Test
  void aPlanSaysWhatItLooksForOnlyIfItLooks() {
    refused("personal-data: {kinds: [email]}", "action: replace");
    refused("personal-data: {action: replace, most: 2}", "drop");
    refused("personal-data: {action: replace, kinds: [mail]}", "email");
    refused("personal-data: {action: replace, kinds: [phone], phone-regions: [XX]}", "ISO 3166");
  }

  private void refused(String section, String cure) {
    Shell shell = new Shell(folder);
    try {
      Files.writeString(folder.resolve("plan.yaml"), PLAN.replaceAll("personal-data: .*", section));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "none")).isEqualTo(2);
    assertThat(shell.err()).contains("plan.yaml").contains(cure);
  }

  private void nothingIn(String below, String... words) throws IOException {
    List<String> forbidden =
        words.length > 0 ? List.of(words) : List.of("musterquendel", "91.198.174", "23125");
    try (var files = Files.walk(folder.resolve(below))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(forbidden).as(file.toString()).noneMatch(bytes::contains);
      }
    }
  }

  private static void fine(Shell shell, String... arguments) {
    assertThat(shell.run(arguments)).as(shell.out() + shell.err()).isZero();
  }

  private static long size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String id(Shell shell, String run) throws IOException {
    fine(shell, "verify", run + "/07-release", "--json");
    return Json.tree(shell.out()).path("release").asText();
  }

  private Map<String, String> texts(Shell shell, String run) throws IOException {
    Path set = folder.resolve("set-" + run);
    fine(shell, "release", "documents", run + "/07-release", "--to", "set-" + run);
    Map<String, String> texts = new TreeMap<>();
    try (var files = Files.walk(set)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        try (RowReader<PublishedRow> rows = RowReader.open(PublishedRow.TYPE, file)) {
          for (PublishedRow row = rows.next(); row != null; row = rows.next()) {
            texts.put(row.url(), row.text());
          }
        }
      }
    }
    return texts;
  }
}
