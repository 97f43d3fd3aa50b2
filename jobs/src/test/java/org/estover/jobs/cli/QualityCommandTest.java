package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.estover.jobs.run.RunPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QualityCommandTest {
  private static final List<String> PROSE =
      List.of("The river bends before it meets the mill.", "A court may hear the case again.");
  private static final List<String> MENU =
      List.of("Home | Login | Cart | Help", "Click here now!!! Free prices.");
  private static final Path FASTTEXT =
      Path.of("..", "crawl", "src", "test", "resources", "fasttext", "softmax.bin");

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    Files.write(folder.resolve("good.jsonl"), lines("good", PROSE, 60));
    List<String> other = lines("other", MENU, 90);
    other.add("{");
    Files.write(folder.resolve("other.jsonl"), other);
    Files.copy(FASTTEXT, folder.resolve("fasttext.bin"));
  }

  private static List<String> lines(String name, List<String> sentences, int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 5; j++) {
        text.append(sentences.get(random.nextInt(sentences.size()))).append(' ');
      }
      String word = Integer.toString(i, 36).replaceAll("[0-9]", "x");
      lines.add("{\"id\": \"" + name + i + "\", \"text\": \"" + text + word + " " + word + "\"}");
    }
    return lines;
  }

  private void train(String model, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "quality",
                "train",
                "--positive",
                "good.jsonl",
                "--negative",
                "other.jsonl",
                "--out",
                model,
                "--bits",
                "12"));
    Collections.addAll(arguments, more);
    assertThat(shell.run(arguments.toArray(String[]::new))).as(shell.err()).isZero();
  }

  private List<JsonNode> read(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream().map(Json::tree).toList();
  }

  @Test
  void aModelIsLearnedAndShowsWhatItLooksAt() throws IOException {
    train("hq.model", "--hold-out", "0.3");
    assertThat(shell.out())
        .contains("hashed-words v1, n-grams of 1 to 2 words in 4,096 buckets")
        .contains("read 60 positive and 90 negative texts")
        .containsPattern("held out +\\d+ +\\d+ +1.0000 +1.0000\n")
        .contains("calibration of those held out: scores are ")
        .containsPattern("\"the( mill|)\" +0[.]\\d+ ")
        .containsPattern("\"[|]\" +-0[.]\\d+ ")
        .contains("aside: ")
        .contains("wrote hq.model\n");
    assertThat(read("hq.model.aside.jsonl")).hasSize(1);
    List<String> shuffled = new ArrayList<>(Files.readAllLines(folder.resolve("other.jsonl")));
    Collections.shuffle(shuffled, new Random(1));
    Files.write(folder.resolve("other.jsonl"), shuffled);
    train("again.model", "--hold-out", "0.3", "--json");
    JsonNode report = Json.tree(shell.out());
    assertThat(report.path("heldOut").path("auc").asDouble()).isEqualTo(1);
    assertThat(report.path("heldOut").path("bins")).hasSize(10);
    assertThat(Files.readAllBytes(folder.resolve("again.model")))
        .isEqualTo(Files.readAllBytes(folder.resolve("hq.model")));
  }

  @Test
  void documentsAreScoredByEitherKindOfModel() throws IOException {
    train("hq.model");
    assertThat(
            shell.run(
                "quality",
                "score",
                "good.jsonl",
                "other.jsonl",
                "--model",
                "hq.model",
                "--out",
                "scores.jsonl",
                "--keep",
                "0.4",
                "--min",
                "0.5"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .containsPattern("from 0.9 +\\d+ ")
        .contains("all        150 documents")
        .containsPattern("50% +0[.]\\d{6}\n")
        .containsPattern("--keep 0.4: 60 documents \\(40.0%\\) score 0[.]\\d{6} or more")
        .contains("kept: 60 documents (40.0%)");
    List<JsonNode> scores = read("scores.jsonl");
    assertThat(scores).hasSize(150);
    assertThat(scores)
        .allSatisfy(
            score -> {
              boolean isGood = score.path("id").asText().startsWith("good");
              assertThat(score.path("keep").asBoolean()).isEqualTo(isGood);
              assertThat(score.path("score").asDouble() >= 0.5).isEqualTo(isGood);
              assertThat(score.path("score").asText().length()).isLessThanOrEqualTo(8);
            });
    assertThat(
            shell.run(
                "quality",
                "score",
                "good.jsonl",
                "other.jsonl",
                "--model",
                "fasttext.bin",
                "--label",
                "lq",
                "--out",
                "fasttext.jsonl",
                "--pareto",
                "9",
                "--json"))
        .as(shell.err())
        .isZero();
    JsonNode report = Json.tree(shell.out());
    assertThat(report.path("algorithm").asText()).isEqualTo("fasttext-line v1");
    assertThat(report.path("documents").asInt()).isEqualTo(150);
    assertThat(report.path("kept").asInt()).isBetween(1, 149);
    assertThat(read("fasttext.jsonl").get(0).has("keep")).isTrue();
  }

  @Test
  void whatCannotBeUsedIsSaidAndNothingIsWritten() throws IOException {
    assertThat(score("fasttext.bin", "--label", "prose")).isEqualTo(2);
    assertThat(shell.err()).contains("it has __label__hq, __label__lq, __label__code");
    assertThat(score("good.jsonl")).isEqualTo(2);
    assertThat(shell.err()).contains("good.jsonl: neither a fastText model");
    Files.write(
        folder.resolve("cut.bin"),
        Arrays.copyOf(Files.readAllBytes(folder.resolve("fasttext.bin")), 1000));
    assertThat(score("cut.bin")).isEqualTo(2);
    assertThat(shell.err()).contains("cut.bin: the file ends too early: ", " at offset ");
    assertThat(score("fasttext.bin", "--min", "1.5")).isEqualTo(2);
    assertThat(shell.err()).contains("the least score is 1.5, expected 0 to 1");
    assertThat(score("fasttext.bin", "--keep", "0")).isEqualTo(2);
    assertThat(score("fasttext.bin", "--min", "0.5", "--pareto", "9")).isEqualTo(2);
    assertThat(score("none.bin")).isEqualTo(4);
    assertThat(
            shell.run(
                "quality",
                "train",
                "--positive",
                "good.jsonl",
                "--negative",
                "good.jsonl",
                "--out",
                "same.model"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("that the other one does not have");
    assertThat(folder.resolve("s.jsonl")).doesNotExist();
    assertThat(folder.resolve("same.model")).doesNotExist();
  }

  private int score(String model, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("quality", "score", "good.jsonl", "--model", model, "--out", "s.jsonl"));
    Collections.addAll(arguments, more);
    return shell.run(arguments.toArray(String[]::new));
  }

  @Test
  void aPlanDropsWhatAModelScoresTooLow() throws IOException {
    train("hq.model");
    String plan =
        """
        corpus: small
        sources:
          good: {type: jsonl, files: good.jsonl, filter: none}
          other:
            type: jsonl
            files: other.jsonl
            filter: none
            quality: {model: MODEL, min: 0.30}
        dedupe: {near: false}
        order: {sequence-tokens: 16}
        """;
    Path file = folder.resolve("plan.yaml");
    Files.writeString(file, plan.replace("MODEL", "hq.model"));
    RunPlan read = RunPlan.load(file);
    Files.copy(folder.resolve("hq.model"), folder.resolve("copy.model"));
    assertThat(RunPlan.parse(file, plan.replace("MODEL", "copy.model")).digest())
        .isEqualTo(read.digest());
    assertThat(RunPlan.parse(file, plan.replace("MODEL", "fasttext.bin")).digest())
        .isNotEqualTo(read.digest());
    // Without a model a plan is what it was before there were any.
    assertThat(
            RunPlan.parse(file, plan.replace("quality: {model: MODEL, min: 0.30}", "")).settings())
        .isEqualTo(
            RunPlan.parse(file, plan.replace("{model: MODEL, min: 0.30}", "{min: 0.5}"))
                .settings());
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run")).as(shell.err()).isZero();
    assertThat(shell.run("report", "--run-dir", "run", "--json")).isZero();
    assertThat(shell.out()).contains("quality: quality below 0.3");
    JsonNode report =
        Json.tree(Files.readString(folder.resolve("run").resolve("03-filter/report.json")));
    JsonNode documents = report.path("units").path("documents");
    assertThat(documents.path("out").asInt()).isEqualTo(60);
    assertThat(documents.path("dropped").path("quality: quality below 0.3").asInt()).isEqualTo(90);
    Files.writeString(file, plan.replace("MODEL", "fasttext.bin, label: prose"));
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run")).isEqualTo(2);
    assertThat(shell.err()).contains("plan.yaml:8: ", "no label prose");
    Files.writeString(file, plan.replace("MODEL, min: 0.30", "absent.bin"));
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run")).isEqualTo(2);
    assertThat(shell.err()).contains("absent.bin");
    Files.writeString(file, plan.replace("model: MODEL, ", ""));
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run")).isEqualTo(2);
    assertThat(shell.err()).contains("add \"model: FILE\"");
  }
}
