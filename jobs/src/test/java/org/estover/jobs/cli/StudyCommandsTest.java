package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.release.Release;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyCommandsTest {
  private static final long SEED = 7;
  private static final int INPUTS = 8;
  private static final int DOCUMENTS = 40;

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void writeRelease() throws IOException {
    shell = new Shell(folder);
    write();
  }

  @Test
  void termsAreCountedBeforeSteps() throws IOException {
    Files.writeString(folder.resolve("terms"), "he\nhis\tletter\nnowhere\n");
    fine("terms", "count", "terms", "rel", "--batch", "2", "--steps", "20,0,5", "--json");
    JsonNode data = Json.tree(shell.out());
    assertThat(data.get("steps").toString()).isEqualTo("[0,5,20]");
    JsonNode he = data.get("terms").get(0);
    assertThat(he.get("term").asText()).isEqualTo("he");
    assertThat(he.get("occurrences").get(0).asInt()).isZero();
    assertThat(he.get("occurrences").get(2).asInt())
        .isGreaterThan(he.get("occurrences").get(1).asInt());
    assertThat(data.get("terms").get(3).get("occurrences").toString()).isEqualTo("[0,0,0]");
    assertThat(data.get("groups").get(0).get("terms").toString()).isEqualTo("[\"his\",\"letter\"]");
    assertThat(data.get("groups").get(0).get("sequences").get(2).asInt()).isPositive();
    int anywhere = he.get("occurrences").get(2).asInt();
    fine("terms", "count", "terms", "rel", "--batch", "2", "--whole-words", "--workers", "3");
    assertThat(shell.out()).contains("before step").contains("his + letter");
    fine(
        "terms",
        "count",
        "terms",
        "rel",
        "--batch",
        "2",
        "--steps",
        "20",
        "--whole-words",
        "--json");
    // "the" holds "he".
    assertThat(Json.tree(shell.out()).get("terms").get(0).get("occurrences").get(0).asInt())
        .isLessThan(anywhere)
        .isPositive();
  }

  @Test
  void promptsAreScoredByWhatFollowedThem() throws IOException {
    fine("memorize", "prompts", "rel", "--batch", "2", "-k", "3", "-l", "4", "--out", "study");
    assertThat(shell.out()).contains("prompts of 3 tokens").contains("study/prompts.npy");
    String continuations = "study/continuations.npy";
    fine("memorize", "score", "study", "rel", "--generated", continuations, "--json");
    JsonNode all = Json.tree(shell.out());
    assertThat(all.get("memorized").asInt()).isEqualTo(all.get("rows").asInt()).isPositive();
    assertThat(all.get("score").asDouble()).isEqualTo(1);
    assertThat(all.get("deciles").get("degreesOfFreedom").asInt()).isEqualTo(9);
    assertThat(all.get("holders").get(0).get("name").asText()).isEqualTo("Zoë");
    byte[] array = Files.readAllBytes(folder.resolve(continuations));
    array[array.length - 2] ^= 1;
    Files.write(folder.resolve("model.npy"), array);
    fine("memorize", "score", "study", "rel", "--generated", "model.npy", "--rows", "rows.jsonl");
    assertThat(shell.out()).contains("holder Zoë").contains("chi-square");
    List<JsonNode> rows =
        Files.readAllLines(folder.resolve("rows.jsonl")).stream().map(Json::tree).toList();
    assertThat(rows).hasSize(all.get("rows").asInt());
    JsonNode last = rows.get(rows.size() - 1);
    assertThat(last.get("memorized").asBoolean()).isFalse();
    assertThat(last.get("leadingTokens").asInt()).isEqualTo(3);
    assertThat(last.get("spans").get(0).get("holder").asText()).isEqualTo("Zoë");
    assertThat(rows.get(0).get("memorized").asBoolean()).isTrue();
  }

  @Test
  void anInterventionIsAReleaseOfItsOwn() throws IOException {
    Files.writeString(folder.resolve("pairs.tsv"), "he\tshe\nhis\ther\n");
    String[] intervene = {
      "intervene", "rel", "--swap", "pairs.tsv", "--from-step", "5", "--batch", "2", "--out", "new"
    };
    fine(intervene);
    assertThat(shell.out()).contains("are replaced from step 5 on, of ");
    refused("new: exists already", intervene);
    fine("verify", "new");
    assertThat(shell.run("diff", "rel", "new", "--json")).isEqualTo(1);
    JsonNode diff = Json.tree(shell.out());
    assertThat(diff.get("documentsChanged").asInt()).isZero();
    assertThat(diff.get("sameDocumentOrder").asBoolean()).isTrue();
    assertThat(diff.get("positions").get(0).asInt()).isGreaterThanOrEqualTo(10);
    fine("intervene", "new", "--list");
    List<JsonNode> list = shell.out().lines().map(Json::tree).toList();
    assertThat(list)
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line.get("beforeText").asText() + line.get("afterText").asText())
                    .isIn(" he she", " his her"));
    fine("reconstruct", "new", "--step", "0", "--batch", "2", "--text");
    fine("release", "export", "new", "--to", "new.zip");
    fine("release", "import", "new.zip", "--to", "imports");
    fine("publish", "new");
    refused("is an intervention in rel_", with(intervene, 1, "new", "again"));
    String derive = "order derive new --without-host example.org --steps 1 --batch 2 --out none";
    refused("derive the order of its parent, rel_", derive.split(" "));
    refused("Unknown option: '--order=none'", with(intervene, 1, "--order=none", "again"));
    String forged = DerivedOrder.NAME + " " + Release.open(folder.resolve("new")).id() + " 2 0\n";
    Files.writeString(folder.resolve("forged"), forged);
    refused("name its parent, rel_", "usage new --batch 2 --order forged".split(" "));
  }

  private static String[] with(String[] arguments, int at, String value, String out) {
    String[] changed = arguments.clone();
    changed[at] = value;
    changed[changed.length - 1] = out;
    return changed;
  }

  @Test
  void whatCannotBeStudiedIsAUsageError() throws IOException {
    Files.writeString(folder.resolve("terms"), "a\n");
    Files.writeString(folder.resolve("pairs.tsv"), "he\tthe undersigned\n");
    refused(
        "--steps: expected a number from 0 to", "terms", "count", "terms", "rel", "--steps", "-1");
    Files.write(folder.resolve("latin1"), new byte[] {(byte) 0xE9, '\t', 'e', '\n'});
    refused("latin1:1: bytes that are no UTF-8", "terms", "count", "latin1", "rel");
    refused(
        "latin1:1: bytes that are no UTF-8",
        "intervene",
        "rel",
        "--swap=latin1",
        "--from-step=0",
        "--out=x");
    refused("--workers: expected", "terms", "count", "terms", "rel", "--workers", "0");
    refused(
        "which is no step", "memorize", "prompts", "rel", "--batch=9999", "-k2", "-l2", "--out=x");
    refused("--prompt: expected", "memorize", "prompts", "rel", "-k", "99", "--out", "x");
    refused(
        "tokens from token 0 on", "memorize", "prompts", "rel", "-k", "9", "-l", "9", "--out", "x");
    refused(
        "--sample: expected", "memorize", "prompts", "rel", "-k2", "-l2", "--sample=0", "--out=x");
    refused("expected --swap PAIRS", "intervene", "rel", "--from-step", "0");
    refused("no intervention", "intervene", "rel", "--list");
    refused(
        "--keep-unequal",
        "intervene",
        "rel",
        "--swap",
        "pairs.tsv",
        "--from-step",
        "0",
        "--out",
        "x");
    Files.writeString(folder.resolve("no.npy"), "no array");
    fine("memorize", "prompts", "rel", "-k", "3", "-l", "4", "--out", "study");
    refused("no.npy:0: expected", "memorize", "score", "study", "rel", "--generated", "no.npy");
    refused("study.json", 4, "memorize", "score", "nowhere", "rel", "--generated", "no.npy");
  }

  private void fine(String... arguments) {
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
  }

  private void refused(String message, String... arguments) {
    refused(message, 2, arguments);
  }

  private void refused(String message, int exitCode, String... arguments) {
    assertThat(shell.run(arguments)).as(String.join(" ", arguments)).isEqualTo(exitCode);
    assertThat(shell.err()).contains(message);
  }

  private void write() throws IOException {
    TestRelease.write(
        folder.resolve("rel"),
        SEED,
        INPUTS,
        DOCUMENTS,
        uri -> "Today he wrote the letter, and his letter came.");
  }
}
