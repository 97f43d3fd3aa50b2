package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.crawl.language.LanguageId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LanguageCommandTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    Files.write(
        folder.resolve("in.jsonl"),
        List.of(
            line("a", "The quick brown fox jumps over the lazy dog, and then it goes home."),
            line("b", "Der schnelle braune Fuchs springt über den faulen Hund und geht heim."),
            line("c", "The rain in Spain stays mainly in the plain, as everybody knows by now."),
            line("d", "我们认为下面这些真理是不言而喻的：人人生而平等。"),
            line("e", "42 + 17 = 59"),
            "{"));
  }

  private static String line(String id, String text) {
    return "{\"id\": " + Json.text(id) + ", \"text\": " + Json.text(text) + "}";
  }

  @Test
  void eachDocumentHasALanguageAndEachLanguageARow() throws IOException {
    assertThat(shell.run("language", "in.jsonl", "--out", "l.jsonl")).as(shell.err()).isZero();
    assertThat(shell.out())
        .containsPattern("en +English +2 ")
        .containsPattern("de +German +1 ")
        .containsPattern("zh-Hans +Chinese \\(Simplified\\) +1 ")
        .containsPattern("und ")
        .containsPattern("all +5 ")
        .contains("aside: ")
        .contains("wrote l.jsonl\n");
    List<JsonNode> found =
        Files.readAllLines(folder.resolve("l.jsonl")).stream().map(Json::tree).toList();
    assertThat(found)
        .extracting(each -> each.path("id").asText() + " " + each.path("language").asText())
        .containsExactly("a en", "b de", "c en", "d zh-Hans", "e und");
    assertThat(found)
        .allSatisfy(each -> assertThat(each.path("probability").asDouble()).isBetween(0.5, 1.0));
    assertThat(folder.resolve("l.aside.jsonl")).exists();
  }

  @Test
  void theAnswerAsJsonCountsEveryDocumentOnce() {
    assertThat(shell.run("language", "in.jsonl", "--out", "l.jsonl", "--json")).isZero();
    JsonNode report = Json.tree(shell.out());
    assertThat(report.path("detector").asText()).isEqualTo(LanguageId.NAME);
    assertThat(report.path("documents").asLong()).isEqualTo(5);
    long documents = 0;
    long bytes = 0;
    for (JsonNode language : report.path("languages")) {
      documents += language.path("documents").asLong();
      bytes += language.path("bytes").asLong();
    }
    assertThat(documents).isEqualTo(5);
    assertThat(report.path("bytes").asLong()).isEqualTo(bytes);
  }

  @Test
  void whatCannotBeDoneIsSaidAndLeavesNothing() throws IOException {
    assertThat(shell.run("language", "in.jsonl", "--out", "in.jsonl")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("language", "absent.jsonl", "--out", "l.jsonl")).isEqualTo(ExitCode.IO);
    Files.writeString(folder.resolve("empty.jsonl"), "");
    assertThat(shell.run("language", "empty.jsonl", "--out", "e.jsonl")).isEqualTo(ExitCode.FOUND);
    assertThat(folder.resolve("l.jsonl")).doesNotExist();
  }
}
