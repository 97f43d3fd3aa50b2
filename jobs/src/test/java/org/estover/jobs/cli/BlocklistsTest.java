package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of words in URLs and texts, in a plan and on the command line. */
final class BlocklistsTest {
  private static final String SILENT =
      """
      corpus: lists
      sources:
        pages: {type: jsonl, filter: none, license: CC0-1.0, files: "pages.jsonl"}
      order:
        sequence-tokens: 16
      dedupe: {near: false}
      """;
  private static final String GERMAN =
      "Der Hund liegt heute im Garten und schläft, weil es draußen sehr warm geworden ist. Fog";
  private static final String ENGLISH =
      "The dog lies in the garden today and sleeps because it has become very warm outside. Fog";

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    List<String> lines = new ArrayList<>();
    lines.add(line("http://a.test/some-casino", "One page of many that are read here."));
    lines.add(line("http://a.test/free/hot", "Two pages of many that are read here."));
    lines.add(line("http://a.test/free", "Three pages of many that are read here."));
    lines.add(line("http://xx-vid.test/", "Four pages of many that are read here."));
    lines.add(line("http://a.test/de", GERMAN));
    lines.add(line("http://a.test/en", ENGLISH));
    for (int i = 0; i < 40; i++) {
      lines.add(line("http://a.test/" + i, "Page " + i + " of those that say Two  Words alone."));
    }
    Files.write(folder.resolve("pages.jsonl"), lines);
    Files.writeString(folder.resolve("hard.txt"), "# ours\nCasino\n");
    Files.writeString(folder.resolve("soft.txt"), "free\nhot\n");
    Files.writeString(folder.resolve("parts.txt"), "xxvid\n");
    Files.writeString(folder.resolve("en.txt"), "fog\n");
    Files.writeString(folder.resolve("any.txt"), "two words\n");
  }

  private static String line(String url, String text) {
    return "{\"url\": " + Json.text(url) + ", \"text\": " + Json.text(text) + "}";
  }

  private String digest(String filter) throws IOException {
    return RunPlan.parse(folder.resolve("plan.yaml"), SILENT + filter).digest();
  }

  private int run(String filter, String into) throws IOException {
    Files.writeString(folder.resolve("plan.yaml"), SILENT + filter);
    return shell.run("run", "plan.yaml", "--run-dir", into);
  }

  @Test
  void aPlanDropsByWordsOfUrlsAndTexts() throws IOException {
    String filter =
        """
        filter:
          url-words: hard.txt
          url-soft-words: [soft.txt]
          url-subwords: [parts.txt]
          word-blocklists: {en: en.txt, any: any.txt}
          word-blocklist-keep: 0.5
        """;
    assertThat(run(filter, "one")).as(shell.err()).isZero();
    StageReport report = RunFolder.at(folder.resolve("one")).report(StageName.FILTER).orElseThrow();
    var dropped = report.unit(StageReport.DOCUMENTS).dropped();
    assertThat(dropped)
        .containsEntry("url-words-v1: hard_blacklisted", 1L)
        .containsEntry("url-words-v1: soft_blacklisted", 1L)
        .containsEntry("url-words-v1: blacklisted_subword", 1L);
    assertThat(dropped.get("word-blocklist-v1: document_removed_with_badwords"))
        .isBetween(10L, 32L);
    assertThat(shell.run("why", "http://a.test/some-casino", "--run-dir", "one")).isZero();
    assertThat(shell.out()).contains("url-words-v1", "hard_blacklisted");
    // The same documents stay in whatever order they are read.
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("pages.jsonl")));
    Collections.shuffle(lines, new Random(3));
    Files.write(folder.resolve("pages.jsonl"), lines);
    assertThat(run(filter, "two")).as(shell.err()).isZero();
    StageReport other = RunFolder.at(folder.resolve("two")).report(StageName.FILTER).orElseThrow();
    assertThat(other.unit(StageReport.DOCUMENTS)).isEqualTo(report.unit(StageReport.DOCUMENTS));
    assertThat(other.unit(StageReport.BYTES)).isEqualTo(report.unit(StageReport.BYTES));
    String seeded = SILENT + filter + "  word-blocklist-seed: 5\n";
    Files.writeString(folder.resolve("plan.yaml"), seeded);
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "two", "--dry-run")).isZero();
    assertThat(shell.out()).doesNotContain("01-crawl");
    assertThat(shell.out()).contains("03-filter", "filter.word-blocklist-seed");
  }

  @Test
  void aListOfALanguageDropsTextsInItAlone() throws IOException {
    assertThat(run("filter: {word-blocklists: {en: en.txt}}\n", "one")).as(shell.err()).isZero();
    StageReport report = RunFolder.at(folder.resolve("one")).report(StageName.FILTER).orElseThrow();
    assertThat(report.unit(StageReport.DOCUMENTS).dropped())
        .containsEntry("word-blocklist-v1: document_removed_with_badwords", 1L);
    assertThat(shell.run("why", "http://a.test/en", "--run-dir", "one")).isZero();
    assertThat(shell.out()).contains("word-blocklist-v1");
  }

  @Test
  void whatListsSayIsOfThePlanAndWhereTheyLieIsNot() throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.copy(folder.resolve("hard.txt"), folder.resolve("deep/same.txt"));
    String hard = "filter: {url-words: hard.txt}\n";
    assertThat(digest(hard.replace("hard.txt", "deep/same.txt"))).isEqualTo(digest(hard));
    assertThat(digest(hard)).isNotEqualTo(digest(""));
    assertThat(digest(hard.replace("hard", "soft"))).isNotEqualTo(digest(hard));
    assertThat(digest(hard.replace("url-words", "url-soft-words"))).isNotEqualTo(digest(hard));
    String words = "filter: {word-blocklists: {any: en.txt}, word-blocklist-keep: 0}\n";
    assertThat(digest(words.replace("any", "en"))).isNotEqualTo(digest(words));
    assertThat(digest(words.replace("keep: 0", "keep: 0.1"))).isNotEqualTo(digest(words));
    assertThat(digest(words.replace("keep: 0", "keep: 0.10")))
        .isEqualTo(digest(words.replace("keep: 0", "keep: 0.1")));
    assertThat(digest(words.replace(", word-blocklist-keep: 0", ""))).isEqualTo(digest(words));
    assertThat(digest("filter: {max-document: 64MiB, url-words: [], word-blocklists: {}}\n"))
        .isEqualTo(digest(""));
  }

  @Test
  void aPlanThatNamesNoUsableListIsRefusedWithTheLine() throws IOException {
    Files.writeString(folder.resolve("bad.txt"), "fine\nnot fine\n");
    refused("filter: {url-words: bad.txt}", "bad.txt:2: \"not fine\" is not of letters and digits");
    refused("filter: {url-words: none.txt}", "plan.yaml:7: \"none.txt\" matches no file");
    refused(
        "filter:\n  word-blocklists:\n    any: en.txt\n    xx: en.txt",
        "plan.yaml:10: no language \"xx\"");
    refused("filter: {url-soft-threshold: 3}", "\"url-soft-threshold\" is for \"url-soft-words");
    refused("filter: {word-blocklist-keep: 0.1}", "\"word-blocklist-keep\" is for");
    refused(
        "filter: {word-blocklists: {any: en.txt}, word-blocklist-seed: 1}",
        "\"word-blocklist-seed\" is for \"word-blocklist-keep");
    refused("filter: {word-blocklists: {any: en.txt}, word-blocklist-keep: 2}", "at most 1");
  }

  private void refused(String filter, String text) throws IOException {
    assertThat(run(filter + "\n", "none")).as(filter).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(text);
  }

  @Test
  void theCommandDropsByTheSameRulesAndKeepsSamples() throws IOException {
    assertThat(
            shell.run(
                "filter",
                "pages.jsonl",
                "--profile",
                "none",
                "--out",
                "v.jsonl",
                "--url-words",
                "hard.txt",
                "--url-soft-words",
                "soft.txt",
                "--url-subwords",
                "parts.txt",
                "--words",
                "en=en.txt",
                "--words",
                "any.txt",
                "--words-keep",
                "0.5"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .containsPattern("url-words-v1 +hard_blacklisted +1 ")
        .containsPattern("url-words-v1 +soft_blacklisted +1 ")
        .containsPattern("url-words-v1 +blacklisted_subword +1 ")
        .containsPattern("word-blocklist-v1 +document_removed_with_badwords +[123][0-9] ")
        .contains("list hard.txt: 1 words\n", "list any.txt: 1 words\n");
    assertThat(Files.readString(folder.resolve("v.samples.txt")))
        .contains("== url-words-v1: hard_blacklisted\n", "  | One page of many");
  }

  @Test
  void whatIsNoEntryOfAListOfDomainsIsCounted() throws IOException {
    Files.writeString(folder.resolve("ill.txt"), "ill.test\nno domain at all\n");
    assertThat(
            shell.run(
                "filter",
                "pages.jsonl",
                "--profile",
                "none",
                "--out",
                "v.jsonl",
                "--blocklist",
                "ill.txt"))
        .isZero();
    assertThat(shell.out())
        .contains("list ill.txt: 1 domains and URLs; 1 lines that are neither\n");
    assertThat(
            shell.run(
                "filter",
                "pages.jsonl",
                "--profile",
                "none",
                "--out",
                "w.jsonl",
                "--blocklist",
                "ill.txt",
                "--json"))
        .isZero();
    JsonNode list = Json.tree(shell.out()).path("lists").path(0);
    assertThat(list.path("file").asText()).isEqualTo("ill.txt");
    assertThat(list.path("entries").asInt()).isEqualTo(1);
    assertThat(list.path("skippedLines").asInt()).isEqualTo(1);
  }

  @Test
  void optionsThatMeanNothingAreRefused() throws IOException {
    Files.writeString(folder.resolve("bad.txt"), "a\n\ufffd\n");
    command("--url-soft-threshold is for --url-soft-words only", "--url-soft-threshold", "3");
    command("--words-keep is for --words only", "--words-keep", "0.1");
    command("--words-seed is for --words-keep only", "--words", "en.txt", "--words-seed", "1");
    command("expected 0 to 1", "--words", "en.txt", "--words-keep", "2");
    command("two lists for all languages", "--words", "en.txt", "--words", "any.txt");
    command("two lists for all languages", "--words", "en.txt", "--words", "any=any.txt");
    command("no language \"xx\" is told apart; use one of af,", "--words", "xx=en.txt");
    command("bad.txt:2: no UTF-8 text", "--words", "bad.txt");
    command("expected 1 or more", "--url-soft-words", "soft.txt", "--url-soft-threshold", "0");
  }

  private void command(String text, String... options) {
    List<String> line = new ArrayList<>(List.of("filter", "pages.jsonl", "--out", "v.jsonl"));
    line.addAll(List.of(options));
    assertThat(shell.run(line.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(text);
    assertThat(folder.resolve("v.jsonl")).doesNotExist();
  }
}
