package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClustersCommandTest {
  @TempDir private static Path folder;
  private static Shell shell = new Shell(Path.of("unset"));

  @BeforeAll
  static void run() throws IOException {
    shell = new Shell(folder);
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 40; line++) {
      for (int word = 0; word < 10; word++) {
        text.append(Integer.toString(random.nextInt(1000, 9000), 26).replaceAll("[0-9]", "q"));
        text.append(word == 9 ? "\\n" : " ");
      }
    }
    Files.writeString(
        folder.resolve("in.jsonl"),
        line("a", text.toString())
            + line("b", text.toString())
            + line("c", text.toString().replaceFirst("\\\\n[a-q]+", "\\\\nREVISED"))
            + line("d", "alone"));
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: c\nsources: {s: {type: jsonl, files: in.jsonl, filter: none}}\n");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run")).as(shell.err()).isZero();
  }

  private static String line(String id, String text) {
    return "{\"id\": \"" + id + "\", \"text\": \"" + text + "\"}\n";
  }

  @Test
  void clustersAreListedWithWhatTheyHold() {
    assertThat(shell.run("clusters", "--run-dir", "run", "--json")).isZero();
    JsonNode answer = Json.tree(shell.out());
    assertThat(answer.path("clusters").asInt()).isEqualTo(1);
    assertThat(answer.path("dropped").asInt()).isEqualTo(2);
    JsonNode largest = answer.path("largest").path(0);
    assertThat(largest.path("others").asInt()).isEqualTo(2);
    assertThat(largest.path("rules").path("near-duplicate").asInt()).isBetween(1, 2);
    assertThat(largest.path("leastSimilarity").asDouble()).isBetween(0.8, 0.9999);
    assertThat(shell.run("clusters", "--run-dir", "run")).isZero();
    assertThat(shell.out())
        .contains("1 cluster, 2 documents dropped")
        .containsPattern(" near-duplicate [12] ");
  }

  @Test
  void aDuplicateIsShownBesideWhatStays() throws IOException {
    String revised = document("id:c");
    String other = document("id:a");
    assertThat(shell.run("clusters", "--run-dir", "run", "--json")).isZero();
    String survivor = Json.tree(shell.out()).at("/largest/0/survivor").asText();
    String dropped = survivor.equals(revised) ? other : revised;
    if (shell.run("clusters", dropped, "--run-dir", "run") != 0) {
      dropped = document("id:b");
      assertThat(shell.run("clusters", dropped, "--run-dir", "run")).isZero();
    }
    assertThat(shell.out())
        .startsWith(survivor + " stays, " + dropped + " was dropped as ")
        .contains("equal lines");
    if (dropped.equals(revised) || survivor.equals(revised)) {
      assertThat(shell.out()).contains("REVISED").contains("|").contains("[-").contains("{+");
    }
    assertThat(shell.run("clusters", "doc_0", "--run-dir", "run")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"doc_0\" is in no cluster");
  }

  @Test
  void whatStaysIsShownWithWhatItStaysFor() {
    assertThat(shell.run("clusters", "--run-dir", "run", "--json")).isZero();
    String survivor = Json.tree(shell.out()).at("/largest/0/survivor").asText();
    assertThat(shell.run("clusters", survivor, "--run-dir", "run")).isZero();
    assertThat(shell.out())
        .startsWith(survivor + " stays in the place of 2 documents\n")
        .containsPattern("doc_\\w+ +(near|exact)-duplicate +[01][.]\\d{4} +- +id:[abc]\n");
    assertThat(shell.run("clusters", survivor, "--run-dir", "run", "--top", "1", "--json"))
        .isZero();
    JsonNode answer = Json.tree(shell.out());
    assertThat(answer.path("others").asInt()).isEqualTo(2);
    assertThat(answer.path("dropped")).hasSize(1);
    assertThat(shell.run("why", survivor, "--run-dir", "run")).isZero();
    assertThat(shell.out())
        .contains("04-dedupe: kept, in the place of 2 duplicates (estover clusters " + survivor);
  }

  /** Of two equal documents one stands for both, but each of its lines stands before it. */
  @Test
  void whatStandsForAClusterAndIsCutWholeDoesNotStay() throws IOException {
    String lines = "a line of some words\\nanother line of some words";
    Files.writeString(folder.resolve("first.jsonl"), line("x", lines + "\\nand one that stays"));
    Files.writeString(folder.resolve("twins.jsonl"), line("y", lines) + line("z", lines));
    Files.writeString(
        folder.resolve("cut.yaml"),
        """
        corpus: c
        sources:
          first: {type: jsonl, files: first.jsonl, filter: none, priority: 1}
          s: {type: jsonl, files: twins.jsonl, filter: none}
        dedupe: {near: false, lines: exact}
        """);
    assertThat(shell.run("run", "cut.yaml", "--run-dir", "cut")).as(shell.err()).isZero();
    assertThat(shell.run("clusters", "--run-dir", "cut", "--json")).isZero();
    String survivor = Json.tree(shell.out()).at("/largest/0/survivor").asText();
    assertThat(shell.run("why", "id:y", "--run-dir", "cut", "--json")).isZero();
    String one = Json.tree(shell.out()).at("/fates/0/document").asText();
    assertThat(shell.run("why", "id:z", "--run-dir", "cut", "--json")).isZero();
    String other = Json.tree(shell.out()).at("/fates/0/document").asText();
    String dropped = survivor.equals(one) ? other : one;
    assertThat(shell.run("clusters", dropped, "--run-dir", "cut")).as(shell.err()).isZero();
    assertThat(shell.out())
        .startsWith(survivor + " is cut whole, " + dropped + " was dropped as exact-duplicate");
  }

  private static String document(String uri) {
    assertThat(shell.run("why", uri, "--run-dir", "run", "--json")).isZero();
    return Json.tree(shell.out()).at("/fates/0/document").asText();
  }

  @Test
  void linesInOneTextOnlyStandAlone() {
    String diff = SideBySide.of("one\ntwo\nthree", "one\nthree\nfour " + "x".repeat(70));
    assertThat(diff.lines().map(String::stripTrailing))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("one" + " ".repeat(60) + "one"),
            line -> assertThat(line).isEqualTo("two" + " ".repeat(58) + "<"),
            line -> assertThat(line).isEqualTo("three" + " ".repeat(58) + "three"),
            line -> assertThat(line).isEqualTo(" ".repeat(61) + "> four"),
            line -> assertThat(line).isEqualTo(" ".repeat(61) + "> " + "x".repeat(60)),
            line -> assertThat(line).isEqualTo(" ".repeat(61) + "> " + "x".repeat(10)));
    assertThat(SideBySide.of("a\n".repeat(50) + "b", "a\n".repeat(50) + "c"))
        .startsWith("  ... 48 equal lines\n");
    assertThat(List.of(SideBySide.of("", ""))).containsExactly("");
  }
}
