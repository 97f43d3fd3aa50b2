package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.crawl.read.Readers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadCommandTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    Files.createDirectories(folder.resolve("dumps/old"));
    Files.writeString(
        folder.resolve("dumps/new.xml"),
        dump(page(1, "0", "Herons are '''birds'''.") + page(2, "1", "Talk.") + page(3, "0", "<b")));
    Files.writeString(folder.resolve("dumps/old/old.xml"), dump(page(4, "0", "[[Egret]]s too.")));
    Files.writeString(folder.resolve("dumps/README.txt"), "Nothing to read.");
  }

  private static String dump(String pages) {
    return "<mediawiki xml:lang=\"en\"><siteinfo><sitename>Wikipedia</sitename>"
        + "<base>https://en.wikipedia.org/wiki/Main_Page</base></siteinfo>"
        + pages
        + "</mediawiki>";
  }

  private static String page(int id, String namespace, String text) {
    return "<page><title>Page %d</title><ns>%s</ns><id>%d</id><revision><timestamp>"
            .formatted(id, namespace, id)
        + "2026-01-02T03:04:05Z</timestamp><text>%s</text></revision></page>".formatted(text);
  }

  private List<JsonNode> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream().map(Json::tree).toList();
  }

  @Test
  void foldersAreWalkedAndEveryDocumentIsALine() throws IOException {
    assertThat(shell.run("read", "wikipedia", "dumps", "--out", "docs.jsonl"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .containsPattern("documents +2 ")
        .containsPattern("skipped +talk +1")
        .containsPattern("aside +xml-syntax +1")
        .contains("wrote docs.jsonl", "wrote docs.aside.jsonl");
    List<JsonNode> documents = lines("docs.jsonl");
    assertThat(documents).hasSize(2);
    JsonNode first = documents.get(0);
    assertThat(first.path("id").textValue()).isEqualTo("1");
    assertThat(first.path("url").textValue()).isEqualTo("https://en.wikipedia.org/wiki/Page_1");
    assertThat(first.path("title").textValue()).isEqualTo("Page 1");
    assertThat(first.path("text").textValue()).isEqualTo("Page 1\n\nHerons are birds.");
    assertThat(first.path("language").textValue()).isEqualTo("en");
    assertThat(first.path("license").textValue()).isEqualTo("CC-BY-SA-4.0");
    assertThat(first.path("holder").textValue()).isEqualTo("Wikipedia contributors");
    assertThat(first.path("date").textValue()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(first.path("file").textValue()).isEqualTo("new.xml");
    assertThat(first.path("offset").isIntegralNumber()).isTrue();
    assertThat(documents.get(1).path("file").textValue()).isEqualTo("old/old.xml");
    assertThat(lines("docs.aside.jsonl").get(0).path("reason").textValue()).isEqualTo("xml-syntax");
  }

  @Test
  void readingStopsAtTheLimit() throws IOException {
    assertThat(
            shell.run("read", "wikipedia", "dumps", "--out", "d.jsonl", "--limit", "1", "--json"))
        .isZero();
    assertThat(lines("d.jsonl")).hasSize(1);
    assertThat(Json.tree(shell.out()).path("documents").intValue()).isOne();
    assertThat(Json.tree(shell.out()).path("reader").textValue()).isEqualTo("wikipedia v1");
  }

  @Test
  void theListNamesEveryReaderAndItsOptions() {
    assertThat(shell.run("read", "--list")).isZero();
    assertThat(shell.out()).contains(Readers.kinds()).contains("--option min-score=3");
    assertThat(shell.run("read", "--list", "--json")).isZero();
    assertThat(Json.tree(shell.out()).path("readers").size()).isEqualTo(Readers.all().size());
  }

  @Test
  void mistakesAreNamedWithTheirCure() {
    assertThat(shell.run("read", "wikipdia", "dumps", "--out", "d.jsonl")).isEqualTo(2);
    assertThat(shell.err()).contains("wikipdia", "wikipedia");
    assertThat(shell.run("read")).isEqualTo(2);
    assertThat(shell.err()).contains("estover read --list");
    assertThat(shell.run("read", "jats", "dumps/old", "--out", "d.jsonl")).isEqualTo(1);
    assertThat(shell.run("read", "stackexchange", "dumps", "--out", "e.jsonl")).isEqualTo(2);
    assertThat(shell.err()).contains("no file in it that the reader \"stackexchange\" takes");
    assertThat(
            shell.run("read", "wikipedia", "dumps", "--out", "e.jsonl", "--option", "colour=red"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("no option \"colour\"; it has license");
    assertThat(shell.run("read", "wikipedia", "dumps")).isEqualTo(2);
    assertThat(shell.err()).contains("missing --out FILE");
  }

  @Test
  void linksInAFolderLeadNowhere() throws IOException {
    Path named = Files.createDirectory(folder.resolve("named"));
    Files.writeString(named.resolve("a.xml"), dump(page(1, "0", "Herons.")));
    Files.createSymbolicLink(named.resolve("b.xml"), folder.resolve("dumps/new.xml"));
    Files.createSymbolicLink(named.resolve("c"), folder.resolve("dumps"));
    assertThat(ReaderInputs.of(Readers.of("wikipedia").orElseThrow(), List.of(named)))
        .extracting(ReaderInputs.Input::name)
        .containsExactly("a.xml");
  }
}
