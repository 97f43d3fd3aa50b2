package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.BatchChain;
import org.estover.tokenize.reconstruct.ChainLog;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChainCommandTest {
  private static final BatchPlan PLAN = new BatchPlan(4);

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void writeRelease() throws IOException {
    shell = new Shell(folder);
    ReconstructionCommandsTest.write(folder, "rel", 200);
  }

  /** What a trainer logs that swaps the first two sequences of a step. */
  private void train(String log, int steps, int swapAt) throws IOException {
    try (Reconstruct release = Reconstruct.open(folder.resolve("rel"));
        ChainLog.Writer writer =
            ChainLog.write(folder.resolve(log), release.release().id(), PLAN)) {
      BatchChain chain = BatchChain.of(release.release().id());
      for (int step = 0; step < steps; step++) {
        List<int[]> tokens = new ArrayList<>();
        for (long p = PLAN.firstPosition(step); p < PLAN.endPosition(step); p++) {
          tokens.add(release.tokens(p));
        }
        if (step == swapAt) {
          Collections.swap(tokens, 0, 1);
        }
        chain = chain.then(BatchChain.stepSha256(tokens));
        writer.add(chain);
      }
      writer.finish();
    }
  }

  @Test
  void optionsThatWouldChangeNothingAreRefused() throws IOException {
    train("run.chain", 5, -1);
    assertThat(shell.run("chain", "rel", "--check", "run.chain", "--batch", "32")).isEqualTo(2);
    assertThat(shell.err()).contains("--batch is for --out only");
    assertThat(shell.run("chain", "rel", "--check", "run.chain", "--steps", "2")).isEqualTo(2);
    assertThat(shell.err()).contains("--steps is for --out only");
    assertThat(shell.run("chain", "rel", "--out", "x", "--known", "run.chain")).isEqualTo(2);
    assertThat(shell.err()).contains("--known is for --check only");
    assertThat(shell.run("order", "roots", "--check", "x", "--batch", "4")).isEqualTo(2);
    assertThat(shell.err()).contains("--batch is for --out only");
    assertThat(shell.run("seen", "example.org", "--before", "-5")).isEqualTo(2);
    assertThat(shell.err()).contains("--before");
  }

  @Test
  void anHonestLogIsGreen() throws IOException {
    train("run.chain", 50, -1);
    assertThat(shell.run("chain", "rel", "--check", "run.chain")).as(shell.err()).isZero();
    assertThat(shell.out())
        .contains("all 50 steps are those of rel_", "(50 steps were replayed)")
        .contains("not that anything was trained");
  }

  @Test
  void twoSwappedSequencesAreLocated() throws IOException {
    train("run.chain", 50, 31);
    assertThat(shell.run("chain", "rel", "--check", "run.chain")).isEqualTo(1);
    assertThat(shell.out())
        .contains("step 31 read other tokens than rel_")
        .contains("the sequences at positions 124 and 125 were read in each other's place")
        .contains("the step after it is the release's again");
    assertThat(shell.run("chain", "rel", "--out", "rel.chain", "--batch", "4")).isZero();
    assertThat(shell.run("chain", "rel", "--check", "run.chain", "--known", "rel.chain", "--json"))
        .isEqualTo(1);
    JsonNode data = Json.tree(shell.out());
    assertThat(data.path("equal").asBoolean()).isFalse();
    assertThat(data.path("equalSteps").asInt()).isEqualTo(31);
    assertThat(data.path("replayedSteps").asInt()).isLessThanOrEqualTo(13);
    assertThat(data.path("deviation").path("fromStep").asInt()).isEqualTo(31);
    assertThat(data.path("deviation").path("swappedPositions")).hasSize(2);
    assertThat(data.path("deviation").has("readInstead")).isFalse();
  }

  @Test
  void whatAReleaseWasPreparedWithIsUsed() throws IOException {
    train("run.chain", 50, 31);
    assertThat(shell.run("release", "prepare", "rel", "--chain", "4", "--chain", "32")).isZero();
    assertThat(shell.out()).contains("chains of steps of [4, 32] sequences");
    assertThat(shell.run("verify", "rel")).isZero();
    assertThat(shell.run("chain", "rel", "--check", "run.chain", "--json")).isEqualTo(1);
    JsonNode data = Json.tree(shell.out());
    assertThat(data.path("deviation").path("fromStep").asInt()).isEqualTo(31);
    assertThat(data.path("replayedSteps").asInt()).isLessThanOrEqualTo(13);
    refused("--chain 0", "release", "prepare", "rel", "--chain", "0");
    Files.writeString(folder.resolve("rel/derived/steps-4.chain"), "?\n");
    assertThat(shell.run("chain", "rel", "--check", "run.chain")).isEqualTo(3);
    assertThat(shell.err()).contains("steps-4.chain: its lines are not", "release prepare");
    assertThat(shell.run("verify", "rel")).isEqualTo(3);
    assertThat(shell.out()).contains("derived/steps-4.chain");
  }

  @Test
  void whatAReleaseGivesIsWrittenOnce() throws IOException {
    assertThat(
            shell.run("chain", "rel", "--out", "a.chain", "--batch", "4", "--steps", "9", "--json"))
        .isZero();
    String value = Json.tree(shell.out()).path("value").asText();
    assertThat(folder.resolve("a.chain")).content().endsWith("\n9 " + value + "\n");
    train("b.chain", 9, -1);
    assertThat(Files.readAllLines(folder.resolve("a.chain")))
        .containsAll(Files.readAllLines(folder.resolve("b.chain")));
    refused("a.chain: exists already", "chain", "rel", "--out", "a.chain");
  }

  @Test
  void whatCannotBeCheckedIsAUsageError() throws IOException {
    train("run.chain", 9, -1);
    refused("either --out or --check", "chain", "rel");
    refused("either --out or --check", "chain", "rel", "--check", "run.chain", "--out", "x");
    refused("--known is for --check only", "chain", "rel", "--known", "run.chain", "--out", "x");
    refused("--batch 0", "chain", "rel", "--out", "x", "--batch", "0");
    refused("--steps: expected", "chain", "rel", "--out", "x", "--batch", "4", "--steps", "99999");
    ReconstructionCommandsTest.write(folder, "other", 30);
    refused("run.chain: of release rel_", "chain", "other", "--check", "run.chain");
    Files.writeString(folder.resolve("run.chain"), "estover.chain.v1 rel_1\n");
    refused("run.chain:1: expected estover.chain.v1", "chain", "rel", "--check", "run.chain");
    assertThat(shell.run("chain", "rel", "--check", "no-such-file")).isEqualTo(4);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private void refused(String message, String... arguments) {
    assertThat(shell.run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
    assertThat(shell.err()).contains(message);
  }
}
