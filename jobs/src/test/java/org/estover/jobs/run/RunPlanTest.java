package org.estover.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.estover.crawl.rights.SilencePolicy;
import org.estover.crawl.source.JsonlSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunPlanTest {
  private static final String PLAN =
      """
      corpus: mine
      sources:
        b-books:
          type: jsonl
          files: [books/*.jsonl]
          weight: 0.50
          fields: {url: meta.url}
        a-web:
          type: warc
          files: crawl.warc.gz
      filter:
        max-document: 2MiB
      """;

  @TempDir private Path folder;

  @Test
  void readsValuesWithUnitsAndSortsSources() throws IOException {
    RunPlan plan = plan(PLAN);
    assertThat(plan.sources()).extracting("name").containsExactly("a-web", "b-books");
    assertThat(plan.filter().maxDocumentBytes()).isEqualTo(2L << 20);
    assertThat(plan.source("b-books").weight()).isEqualTo("0.5");
    assertThat(((JsonlSource) plan.source("b-books")).fields().url()).isEqualTo("meta.url");
    assertThat(plan.rights().rules().silence()).isEqualTo(SilencePolicy.NO_RESERVATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-document: 2MiB | max-dokument: 2MiB | :12: unknown key \"max-dokument\" in \"filter\";"
            + " nearest is \"max-document\"",
        "max-document: 2MiB | max-document: 2 | :12: \"max-document\" is a size with a unit such as"
            + " 64MiB, not \"2\"",
        "corpus: mine | korpus: mine | :1: unknown key \"korpus\"; nearest is \"corpus\"",
        "weight: 0.50 | weight: 0 | :6: \"weight\" is above 0, not \"0\"",
        "weight: 0.50 | priority: 2147483648 | :6: \"priority\" is at least 0 and at most"
            + " 2147483647, not \"2147483648\"",
        "max-document: 2MiB | max-document: 0KiB | :12: \"max-document\" is at least 1B, not"
            + " \"0KiB\"",
        "corpus: mine | corpus: ../../x | :1: \"corpus\" is 1 to 64 lower-case letters, digits and"
            + " \"-\", the first no \"-\", not \"../../x\"",
        "[books/*.jsonl] | [\"data/[a\"] | :5: \"files\" is a path or a glob with every [ and {"
            + " closed (a name's own is written \\[ or \\{), not \"data/[a\"",
        "[books/*.jsonl] | [\"*\\\\/\"] | :5: \"files\" is a path or a glob with every [ and {"
            + " closed (a name's own is written \\[ or \\{), not \"*\\/\"",
        "type: warc | type: wark | :9: \"type\" is one of web, warc, jsonl, parquet, archive,"
            + " documents, not \"wark\"; nearest is \"warc\"",
        "type: warc | type: mbox | :9: \"mbox\" is a reader; write \"type: documents\" and"
            + " \"reader: mbox\"",
        "weight: 0.50 | type: warc | :6: key \"type\" stands already on line 4",
        "a-web: | A_web: | :8: source name \"A_web\" is not 1 to 64 lower-case letters, digits and"
            + " \"-\", the first no \"-\"",
        "weight: 0.50 | weight: | :6: \"weight\" has no value; give one or remove the line",
        "weight: 0.50 | weight: *w | :6: anchors, aliases and tags are not allowed; write it out",
        "type: warc | weight: 1 | :9: \"sources.a-web\" needs the key \"type\": Where the source's"
            + " documents come from.",
      })
  void complaintsNameLineAndCure(String before, String after, String message) {
    assertThat(PLAN).contains(before);
    assertThatThrownBy(() -> plan(PLAN.replace(before, after)))
        .isInstanceOf(PlanException.class)
        .hasMessageEndingWith("plan.yaml" + message);
  }

  @Test
  void aLineEndIsNoPartOfANumber() {
    assertThatThrownBy(() -> plan(PLAN.replace("weight: 0.50", "weight: \"1\\n\"")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("plan.yaml:6: \"weight\" is a number such as 1 or 0.8, not");
  }

  @Test
  void aTabIsNamedWithItsLine() {
    assertThatThrownBy(() -> plan("corpus: a\nsources:\n\ts:\n\t\ttype: jsonl\n"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "plan.yaml:3: not valid YAML: tabs are not allowed here; write spaces instead");
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThatThrownBy(() -> plan("corpus: [a\nsources: b"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("plan.yaml:2: not valid YAML");
  }

  @Test
  void locationsAreNotPartOfTheDigest() throws IOException {
    String digest = plan(PLAN).digest();
    assertThat(plan(PLAN.replace("books/*.jsonl", "/elsewhere/x.jsonl")).digest())
        .isEqualTo(digest);
    assertThat(RunPlan.parse(folder.resolve("other.yaml"), PLAN).digest()).isEqualTo(digest);
  }

  @Test
  void equalMeaningsHaveEqualDigests() throws IOException {
    assertThat(plan(PLAN.replace("2MiB", "2048KiB")).digest()).isEqualTo(plan(PLAN).digest());
    assertThat(plan(PLAN.replace("0.50", "0.5")).digest()).isEqualTo(plan(PLAN).digest());
    assertThat(plan(PLAN + "tokenizer: gpt2\n").digest()).isEqualTo(plan(PLAN).digest());
  }

  @ParameterizedTest
  @CsvSource({
    "weight: 0.50, weight: 0.6, RELEASE",
    "weight: 0.50, priority: 7, DEDUPE",
    "max-document: 2MiB, max-document: 3MiB, FILTER",
    "'fields: {url: meta.url}', 'fields: {url: meta.uri}', CRAWL",
  })
  void aSettingBelongsToTheFirstStageThatUsesIt(String before, String after, StageName stage)
      throws IOException {
    RunPlan old = plan(PLAN.replace("weight: 0.50", "weight: 0.50\n    priority: 9"));
    RunPlan now =
        plan(
            PLAN.replace("weight: 0.50", "weight: 0.50\n    priority: 9")
                .replace(before.replace("weight: 0.50", old(after)), after));
    for (StageName name : StageName.values()) {
      assertThat(now.part(name).equals(old.part(name))).as(name.folder()).isEqualTo(name != stage);
    }
    assertThat(now.digest()).isNotEqualTo(old.digest());
  }

  private static String old(String after) {
    return after.startsWith("priority") ? "priority: 9" : "weight: 0.50";
  }

  @Test
  void patternsFindFilesRelativeToThePlan() throws IOException {
    Files.createDirectories(folder.resolve("books/deep"));
    for (String name : new String[] {"books/b.jsonl", "books/a.jsonl", "books/deep/c.jsonl"}) {
      Files.writeString(folder.resolve(name), "{}");
    }
    Files.writeString(folder.resolve("crawl.warc.gz"), "");
    assertThat(plan(PLAN).inputFiles())
        .extracting(InputFile::source, InputFile::name)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a-web", "crawl.warc.gz"),
            org.assertj.core.groups.Tuple.tuple("b-books", "a.jsonl"),
            org.assertj.core.groups.Tuple.tuple("b-books", "b.jsonl"));
    assertThat(plan(PLAN.replace("books/*.jsonl", "books/**.jsonl")).inputFiles()).hasSize(4);
    assertThat(plan(PLAN.replace("books/*.jsonl", "books")).inputFiles()).hasSize(4);
  }

  @Test
  void theFolderOfThePlanMayHaveAnyName() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("odd [name {of* a folder"));
    Files.writeString(Files.createDirectories(odd.resolve("books")).resolve("a.jsonl"), "{}");
    Files.writeString(odd.resolve("crawl.warc.gz"), "");
    assertThat(RunPlan.parse(odd.resolve("plan.yaml"), PLAN).inputFiles())
        .extracting(InputFile::name)
        .containsExactly("crawl.warc.gz", "a.jsonl");
  }

  @Test
  void aWildcardInANameCanBeEscaped() throws IOException {
    Files.writeString(folder.resolve("crawl.warc.gz"), "");
    Files.writeString(Files.createDirectories(folder.resolve("books")).resolve("[a.jsonl"), "{}");
    assertThat(plan(PLAN.replace("books/*.jsonl", "'books/\\[a.jsonl'")).inputFiles())
        .extracting(InputFile::name)
        .contains("[a.jsonl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"include", "exclude"})
  void globsOfEntriesAreReadWithThePlan(String key) {
    String yaml =
        "corpus: a\nsources:\n  s:\n    type: archive\n    files: x\n    "
            + key
            + ":\n      - \"**.java\"\n      - \"{a\"\n";
    assertThatThrownBy(() -> plan(yaml))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "plan.yaml:8: \"" + key + "\" is a path or a glob with every [ and {");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open.test", "ftp://open.test/", "http://", "/index.html", "http://a b/"})
  void aSeedThatIsNoUrlNamesItsLine(String seed) {
    String yaml =
        "corpus: a\nsources:\n  s:\n    type: web\n    seeds:\n      - http://a.test/\n      - \""
            + seed
            + "\"\n";
    assertThatThrownBy(() -> plan(yaml))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("plan.yaml:7: \"seeds\" is an absolute http or https URL such as")
        .hasMessageEndingWith("not \"" + seed + "\"");
  }

  @Test
  void aSiteWithoutAHostNamesItsLine() {
    String yaml =
        """
        corpus: a
        sources:
          s:
            type: web
            seeds: http://a.test/
            sites:
              "": {holder: x}
        """;
    assertThatThrownBy(() -> plan(yaml))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("plan.yaml:7: a site has no host");
  }

  @Test
  void aPathThatPointsNowhereNamesLineAndCure() throws IOException {
    Files.writeString(folder.resolve("crawl.warc.gz"), "");
    assertThatThrownBy(() -> plan(PLAN).inputFiles())
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("plan.yaml:5: \"books/*.jsonl\" matches no file")
        .hasMessageContaining("correct the line or put the files there");
  }

  @Test
  void anAbsentTokenizerNamesItsLine() throws IOException {
    assertThatThrownBy(() -> plan(PLAN + "tokenizer: no.json\n").inputFiles())
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("plan.yaml:13: \"no.json\" matches no file");
  }

  @Test
  void licenseAliasesAreReadAndDigestedByContent() throws IOException {
    String plan = PLAN.replace("weight: 0.50", "license-aliases: aliases.yaml");
    assertThatThrownBy(() -> plan(plan)).hasMessageContaining("plan.yaml:6: \"aliases.yaml\"");
    Files.writeString(folder.resolve("aliases.yaml"), "public domain: CC0-1.0\n");
    JsonlSource source = (JsonlSource) plan(plan).source("b-books");
    assertThat(source.aliases().expressions()).isEqualTo(Map.of("public domain", "CC0-1.0"));
    String digest = plan(plan).digest();
    Files.move(folder.resolve("aliases.yaml"), folder.resolve("moved.yaml"));
    assertThat(plan(plan.replace("aliases.yaml", "moved.yaml")).digest()).isEqualTo(digest);
    Files.writeString(folder.resolve("moved.yaml"), "public domain: Unlicense\n");
    assertThat(plan(plan.replace("aliases.yaml", "moved.yaml")).digest()).isNotEqualTo(digest);
  }

  private RunPlan plan(String yaml) throws IOException {
    return RunPlan.parse(folder.resolve("plan.yaml"), yaml);
  }

  @Test
  void aLinkedFolderOfInputsIsEntered() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/deep"));
    Files.writeString(real.resolve("a.jsonl"), "{}\n");
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("real"));
    RunPlan plan =
        RunPlan.parse(
            folder.resolve("plan.yaml"),
            "corpus: a\nsources:\n  s: {type: jsonl, files: linked/**.jsonl}\n");
    assertThat(plan.inputFiles()).extracting(InputFile::name).containsExactly("deep/a.jsonl");
  }
}
