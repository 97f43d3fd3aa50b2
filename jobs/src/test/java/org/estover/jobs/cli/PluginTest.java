package org.estover.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.estover.crawl.extract.ExtractorPlugin;
import org.estover.crawl.filter.FilterPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins that are built apart from Estover, loaded from their jars, and used. */
final class PluginTest {
  private static final String PLAN =
      """
      corpus: small
      sources:
        pages: {type: warc, files: pages.warc, license: CC0-1.0, filter: none%s}
      order:
        sequence-tokens: 64
      """;

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      String text = words(random);
      String page =
          "---\ntitle: Page "
              + i
              + "\n---\n"
              + (i % 4 == 0 ? text.toUpperCase(Locale.ROOT) : text)
              + "\n";
      String http = "HTTP/1.1 200 OK\r\nContent-Type: text/markdown\r\n\r\n" + page;
      records.append("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/" + i);
      records.append("\r\nContent-Type: application/http\r\nContent-Length: ");
      records.append(http.getBytes(UTF_8).length + "\r\n\r\n" + http + "\r\n\r\n");
    }
    Files.writeString(folder.resolve("pages.warc"), records);
    Files.writeString(folder.resolve("plan.yaml"), PLAN.formatted(""));
    Files.writeString(
        folder.resolve("own.yaml"), PLAN.formatted("+shouting, extractor: front-matter"));
    Files.createDirectories(folder.resolve("one"));
    Files.createDirectories(folder.resolve("two"));
    PluginJar.example(folder.resolve("one/rules.jar"), "v1");
    PluginJar.example(folder.resolve("two/rules.jar"), "v2");
  }

  private static String words(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 60; word++) {
      text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
    }
    return text.toString();
  }

  private List<JsonNode> read(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream().map(Json::tree).toList();
  }

  private String release(String plan, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", plan, "--json", "--run-dir", "run"));
    arguments.addAll(List.of(more));
    assertThat(shell.run(arguments.toArray(String[]::new))).as(shell.err()).isZero();
    return Json.tree(shell.out()).path("release").asText();
  }

  @Test
  void versionsOfWhatAPlanUsesAreInTheReleaseIdAndNothingElse() throws IOException {
    String plain = release("plan.yaml");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run", "--dry-run", "--plugins", "one"))
        .isZero();
    assertThat(shell.out()).contains("nothing to do");
    String first = release("own.yaml", "--plugins", "one");
    assertThat(first).isNotEqualTo(plain);
    JsonNode manifest = Json.tree(Files.readString(folder.resolve("run/07-release/manifest.json")));
    assertThat(manifest.findValue("algorithms").toString())
        .contains("\"extract.extractor-of-pages\":\"front-matter-v1\"")
        .contains("\"filter.filter-of-pages\":\"shouting-v1\"");
    assertThat(manifest.path("evidence").path("plugins").get(0).path("name").asText())
        .isEqualTo("rules.jar");
    assertThat(manifest.path("evidence").path("plugins").get(0).path("sha256").asText())
        .matches("[0-9a-f]{64}");
    assertThat(shell.run("report", "--run-dir", "run")).isZero();
    assertThat(shell.out()).containsPattern("-3 .*dropped: shouting-v1: too-many-capitals");
    assertThat(shell.run("reconstruct", "--run-dir", "run", "--step", "0", "--batch", "1"))
        .isZero();
    assertThat(shell.out()).doesNotContain("title: Page");
    assertThat(release("own.yaml", "--plugins", "two")).isNotEqualTo(first);
    Files.copy(folder.resolve("one/rules.jar"), folder.resolve("again.jar"));
    shell.export("ESTOVER_PLUGINS", "again.jar:one");
    assertThat(release("own.yaml")).isEqualTo(first);
  }

  @Test
  void commandsUsePluginsWithoutAPlan() throws IOException {
    String[] extract = {"extract", "pages.warc", "--extractor", "front-matter", "--out", "d.jsonl"};
    assertThat(shell.run(extract)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("name its jar with --plugins");
    shell.export("ESTOVER_PLUGINS", "one/rules.jar");
    assertThat(shell.run(extract)).as(shell.err()).isZero();
    JsonNode document = read("d.jsonl").get(1);
    assertThat(document.path("title").asText()).isEqualTo("Page 1");
    assertThat(document.path("text").asText()).doesNotContain("---");
    assertThat(shell.run("filter", "d.jsonl", "--profile", "none+shouting", "--out", "v.jsonl"))
        .isZero();
    assertThat(shell.out()).containsPattern("shouting-v1 +too-many-capitals +3 ");
    shell.run("doctor");
    assertThat(shell.out())
        .contains(
            "ok       plug-ins: filter shouting-v1; extractor front-matter-v1; reader notes-v1; rules.jar");
  }

  @Test
  void readersOfOnesOwnReadFilesAndSources() throws IOException {
    StringBuilder notes = new StringBuilder();
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 12; i++) {
      notes.append(words(random)).append("\n%\n");
    }
    Files.writeString(folder.resolve("notes.txt"), notes);
    String[] read = {"read", "notes", "notes.txt", "--out", "d.jsonl"};
    assertThat(shell.run(read)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("there is no reader of that kind");
    Files.writeString(
        folder.resolve("notes.yaml"),
        """
        corpus: small
        sources:
          notes: {type: documents, reader: notes, files: notes.txt, license: CC0-1.0, filter: none}
        order:
          sequence-tokens: 64
        """);
    assertThat(shell.run("run", "notes.yaml", "--run-dir", "run")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("notes").contains("wikipedia");
    shell.export("ESTOVER_PLUGINS", "one/rules.jar");
    assertThat(shell.run(read)).as(shell.err()).isZero();
    assertThat(read("d.jsonl")).hasSize(12);
    assertThat(read("d.jsonl").get(1).path("id").asText()).isEqualTo("notes.txt#2");
    String first = release("notes.yaml");
    shell.export("ESTOVER_PLUGINS", "two/rules.jar");
    assertThat(release("notes.yaml")).isNotEqualTo(first);
  }

  @Test
  void whatAPluginThrowsStandsAsideUnderItsClass() throws IOException {
    PluginJar.of(
        folder.resolve("broken.jar"),
        FilterPlugin.class,
        "Broken",
        """
        public final class Broken implements org.estover.crawl.filter.FilterPlugin {
          public String name() { return "broken"; }
          public String version() { return "v1"; }
          public java.util.List<org.estover.crawl.filter.Filter> filters() {
            return java.util.List.of(new org.estover.crawl.filter.Filter() {
              public String name() { return "any"; }
              public org.estover.crawl.filter.Verdict judge(CharSequence text) {
                if (text.charAt(0) == 'a') { throw new IllegalStateException(); }
                return text.charAt(0) == 'b' ? judge(text) : org.estover.crawl.filter.Verdict.KEEP;
              }
            });
          }
        }
        """);
    PluginJar.of(
        folder.resolve("throwing.jar"),
        ExtractorPlugin.class,
        "Throwing",
        """
        import org.estover.crawl.extract.*;
        public final class Throwing implements ExtractorPlugin {
          public String name() { return "throwing"; }
          public String version() { return "v1"; }
          public boolean takes(String type) { return true; }
          public Extraction extract(org.estover.crawl.source.SourceItem item) {
            throw new ArrayIndexOutOfBoundsException();
          }
        }
        """);
    Files.writeString(
        folder.resolve("in.jsonl"), "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n");
    String[] filter = {
      "filter", "in.jsonl", "--plugins", "broken.jar", "--profile", "broken", "--out", "v.jsonl"
    };
    assertThat(shell.run(filter)).as(shell.err()).isZero();
    assertThat(shell.out())
        .containsPattern("broken-v1 +plugin-failed-illegal-state-exception +1 ")
        .containsPattern("broken-v1 +plugin-failed-stack-overflow-error +1 ")
        .containsPattern("kept +1 ");
    String[] extract = {
      "extract", "pages.warc", "--plugins=throwing.jar", "--extractor", "throwing", "--out", "d"
    };
    assertThat(shell.run(extract)).isEqualTo(ExitCode.FOUND);
    assertThat(read("d.aside.jsonl")).hasSize(12);
    assertThat(read("d.aside.jsonl").get(0).path("reason").asText())
        .isEqualTo("plugin-failed-array-index-out-of-bounds-exception");
  }

  @Test
  void aRunTakesTheTextThatAFilterOfAPluginLeaves() throws IOException {
    PluginJar.of(
        folder.resolve("cutting.jar"),
        FilterPlugin.class,
        "Cutting",
        """
        public final class Cutting implements org.estover.crawl.filter.FilterPlugin {
          public String name() { return "cutting"; }
          public String version() { return "v1"; }
          public java.util.List<org.estover.crawl.filter.Filter> filters() {
            return java.util.List.of(new org.estover.crawl.filter.Filter() {
              public String name() { return "any"; }
              public boolean edits() { return true; }
              public org.estover.crawl.filter.Verdict judge(CharSequence text) {
                return new org.estover.crawl.filter.Verdict.Keep(
                    text.toString().substring(text.length() / 2));
              }
            });
          }
        }
        """);
    String whole = release("plan.yaml");
    Files.writeString(folder.resolve("cut.yaml"), PLAN.formatted("+cutting"));
    assertThat(release("cut.yaml", "--plugins", "cutting.jar")).isNotEqualTo(whole);
  }

  @Test
  void whatIsNotFoundOrTwiceThereIsSaid() throws IOException {
    Files.writeString(folder.resolve("wrong.yaml"), PLAN.formatted("+shoutin"));
    assertThat(shell.run("run", "wrong.yaml", "--plugins", "one")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("wrong.yaml:3", "\"shoutin\"; nearest is \"shouting\"");
    assertThat(shell.run("run", "own.yaml", "--plugins", "one", "--plugins", "two"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("org.example.corpus.FrontMatter is in two jars");
    assertThat(shell.run("run", "own.yaml", "--plugins", "absent")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("absent: no jar");
    Files.writeString(folder.resolve("wrong.yaml"), PLAN.formatted(", extractor: front-mater"));
    assertThat(shell.run("run", "wrong.yaml", "--plugins", "one")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("nearest is \"front-matter\"");
    String named =
        """
        public final class Named implements org.estover.crawl.filter.FilterPlugin {
          public String name() { return "none"; }
          public String version() { return "v1"; }
          public java.util.List<org.estover.crawl.filter.Filter> filters() {
            return java.util.List.of();
          }
        }
        """;
    PluginJar.of(folder.resolve("none.jar"), FilterPlugin.class, "Named", named);
    assertThat(shell.run("run", "plan.yaml", "--plugins", "none.jar")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"none\"", "the one that Estover has");
    PluginJar.of(
        folder.resolve("loud.jar"),
        FilterPlugin.class,
        "Named",
        named.replace("\"none\"", "\"shouting\""));
    assertThat(shell.run("run", "own.yaml", "--plugins", "one", "--plugins", "loud.jar"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("two plug-ins are called \"shouting\"", "other.Named");
    Files.writeString(folder.resolve("text.jar"), "no jar");
    assertThat(shell.run("doctor", "--plugins", "text.jar")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("text.jar: no jar");
  }
}
