package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run knows of duplicates and of repetition, recorded and paid by, on the command line. */
final class DeedCommandTest {
  private static final String PLAN =
      """
      corpus: twins
      sources:
        ann: {type: jsonl, filter: none, license: CC0-1.0, holder: Ann, files: "ann.jsonl"}
        bob: {type: jsonl, filter: none, license: CC0-1.0, holder: Bob, files: "bob.jsonl"}
        cyd: {type: jsonl, filter: none, license: CC0-1.0, holder: Cyd, files: "cyd.jsonl"}
      order:
        sequence-tokens: 16
      """;

  @TempDir private Path folder;
  private Shell shell;
  private String release = "";

  /** Bob has a copy of Ann's first page; the second half of Cyd's page repeats its first. */
  @BeforeEach
  void walk() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    String shared = words(random, 60);
    String half = words(random, 60);
    write("ann", shared, words(random, 60));
    write("bob", shared, words(random, 60));
    write("cyd", half + half);
    Files.writeString(folder.resolve("plan.yaml"), PLAN);
    shell = new Shell(folder);
    ok("run", "plan.yaml", "--master", "local[1]");
    ok("publish");
    ok("license", "offer", "--name", "share");
    ok("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    ok("license", "grant");
    ok("training", "register", "--name", "m", "--batch", "1");
    ok("revenue", "report", "--period", "2026-10", "--gross", "EUR 1250000.00");
    release = json("verify").path("release").asText();
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
    }
    return words.toString();
  }

  private void write(String name, String... texts) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      String url = "http://" + name + ".test/" + lines.size();
      lines.add("{\"url\": \"" + url + "\", \"text\": \"" + text + "\"}");
    }
    Files.write(folder.resolve(name + ".jsonl"), lines);
  }

  @Test
  void twinsAreRecordedOnceAndCreditedByThePolicy() throws IOException {
    JsonNode first = json("deed", "twins");
    assertThat(first.path("release").asText()).isEqualTo(release);
    assertThat(first.path("groups").asInt()).isEqualTo(1);
    assertThat(first.path("repeated").asBoolean()).isFalse();
    assertThat(json("deed", "twins").path("repeated").asBoolean()).isTrue();
    ok("deed", "twins");
    assertThat(shell.out()).contains("1 group of duplicates of several rights holders", "before");
    ok("deed", "credit", "--from", "2026-10-01", "--policy", "equal-split");
    long ann = paid("Ann");
    long bob = paid("Bob");
    // Without the split the survivor's holder would have twice of what the other has.
    assertThat(Math.max(ann, bob)).isPositive().isLessThan(Math.min(ann, bob) * 5 / 4);
    assertThat(shell.run("deed", "twins")).isZero();
  }

  @Test
  void repetitionIsRecordedOnceAndEarnsNothing() throws IOException {
    JsonNode found = json("deed", "repetition");
    assertThat(found.path("release").asText()).isEqualTo(release);
    assertThat(found.path("documents").asInt()).isEqualTo(1);
    long repeated = Long.parseLong(found.path("repeatedTokens").asText());
    assertThat(repeated).isPositive();
    assertThat(json("deed", "repetition", release)).isEqualTo(found);
    ok("deed", "repetition");
    assertThat(shell.out()).contains("1 document repeat a 16th of themselves or more");
    long read = read("Cyd");
    long all = read + read("Ann") + read("Bob");
    long earned = paid("Cyd");
    // About half of what was read of Cyd earns.
    assertThat(earned * all).isPositive().isLessThan(paid("") * read * 3 / 4);
  }

  @Test
  void neitherIsRecordedAfterAStatementThatCountsTheRelease() throws IOException {
    assertThat(paid("")).isPositive();
    for (String word : List.of("twins", "repetition")) {
      assertThat(shell.run("deed", word)).as(word).isEqualTo(ExitCode.USAGE);
      assertThat(shell.err()).contains("stm_");
    }
  }

  /** Minor units that a rights holder gets, or all of them together. */
  private long paid(String holder) throws IOException {
    long sum = 0;
    for (JsonNode line :
        json("statement", "--period", "2026-10").at("/statements/0/parts/0/lines")) {
      boolean holds = line.path("kind").asText().equals("rights-holder");
      if (holds && (holder.isEmpty() || line.path("name").asText().equals(holder))) {
        sum += line.path("amount").asLong();
      }
    }
    return sum;
  }

  /** Tokens of a rights holder that the training read. */
  private long read(String holder) throws IOException {
    return json("usage", release, "--batch", "1").findParents("holder").stream()
        .filter(line -> line.path("holder").asText().equals(holder))
        .mapToLong(line -> line.path("tokens").asLong())
        .sum();
  }

  private void ok(String... arguments) {
    assertThat(shell.run(arguments))
        .as("%s%n%s", String.join(" ", arguments), shell.err())
        .isZero();
  }

  private JsonNode json(String... arguments) throws IOException {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    ok(all);
    return Json.tree(shell.out());
  }
}
