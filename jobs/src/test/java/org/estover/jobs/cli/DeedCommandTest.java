package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        ann: {type: jsonl, filter: none, license: CC0-1.0, holder: Ann, files: "ann.jsonl", fields: {date: on}}
        bob: {type: jsonl, filter: none, license: CC0-1.0, holder: Bob, files: "bob.jsonl", fields: {date: on}}
        cyd: {type: jsonl, filter: none, license: CC0-1.0, holder: Cyd, files: "cyd.jsonl", fields: {date: on}}
        dan: {type: jsonl, filter: none, license: CC0-1.0, holder: Dan, files: "dan.jsonl"}
        eve: {type: jsonl, filter: none, license: CC0-1.0, holder: Eve, files: "eve.jsonl", fields: {date: on}}
      order:
        sequence-tokens: 16
      """;

  @TempDir private Path folder;
  private Shell shell;
  private String release = "";

  /**
   * Bob has a copy of Ann's first page; the second half of Cyd's page repeats its first. Eve's page
   * is put together of passages of Ann and Cyd, and so is Dan's, whose time nobody knows.
   */
  @BeforeEach
  void walk() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    String shared = words(random, 60);
    String half = words(random, 60);
    String ann = words(random, 60);
    write("ann", "2026-01-01T00:00:00Z", shared, ann);
    write("bob", "2026-01-02T00:00:00Z", shared, words(random, 60));
    write("cyd", "2026-01-03T00:00:00Z", half + half);
    write("dan", "", half.substring(100) + ann.substring(150));
    write("eve", "2026-01-04T00:00:00Z", ann.substring(50) + half.substring(50));
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

  private void write(String name, String day, String... texts) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      String url = "http://" + name + ".test/" + lines.size();
      lines.add("{\"url\": \"" + url + "\", \"on\": \"" + day + "\", \"text\": \"" + text + "\"}");
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
  void whatIsRepeatedOrCopiedIsRecordedOnceAndEarnsNothing() throws IOException {
    JsonNode found = json("deed", "repetition", "--master", "local[2]");
    assertThat(found.path("release").asText()).isEqualTo(release);
    // Cyd's page and Eve's; Dan's is compared with none.
    assertThat(found.path("documents").asInt()).isEqualTo(2);
    assertThat(found.path("comparedDocuments").asInt()).isEqualTo(5);
    assertThat(Long.parseLong(found.path("repeatedTokens").asText())).isPositive();
    byte[] log = log();
    assertThat(found.path("repeated").asBoolean()).isFalse();
    ((ObjectNode) found).put("repeated", true);
    assertThat(json("deed", "repetition", release)).isEqualTo(found);
    assertThat(json("deed", "repetition", "--master", "local[1]")).isEqualTo(found);
    assertThat(json("deed", "repetition", "--release-only")).isEqualTo(found);
    assertThat(log()).isEqualTo(log);
    ok("deed", "repetition");
    assertThat(shell.out())
        .contains("2 documents of which a 16th or more is repeated or copied")
        .contains("5 of 6 documents were compared with earlier ones");
    long all = 0;
    for (String holder : List.of("Ann", "Bob", "Cyd", "Dan")) {
      all += read(holder);
    }
    // About half of what was read of Cyd earns, and nothing of Eve's.
    assertThat(paid("Cyd") * all).isPositive().isLessThan(paid("") * read("Cyd") * 3 / 4);
    assertThat(read("Eve")).isPositive();
    assertThat(paid("Eve")).isZero();
    assertThat(paid("Dan") * all).isGreaterThan(paid("") * read("Dan"));
  }

  @Test
  void withoutItsRunOnlyWhatEachDocumentRepeatsCanBeRecordedAndIsSaidSo() throws IOException {
    Files.delete(folder.resolve(".estover/last-run"));
    byte[] log = log();
    assertThat(shell.run("deed", "repetition", release)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(release, "--run-dir", "--release-only");
    Files.createDirectories(folder.resolve("unfinished"));
    assertThat(shell.run("deed", "repetition", release, "--run-dir", "unfinished"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("unfinished has not made one yet", "--release-only");
    assertThat(log()).isEqualTo(log);
    ok("deed", "repetition", release, "--release-only");
    assertThat(shell.out())
        .contains("1 document of which a 16th or more", "no document was compared");
    assertThat(log()).isNotEqualTo(log);
    String before = shell.out();
    ok("deed", "repetition", release);
    assertThat(shell.out()).isEqualTo(before.strip() + ", recorded before\n");
    assertThat(paid("Eve")).isPositive();
  }

  private byte[] log() throws IOException {
    return Files.readAllBytes(folder.resolve(".estover/ledger.newest"));
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
