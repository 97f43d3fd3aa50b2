package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage in the folders of a run's stages, met by the command that reads them next. */
final class DamagedStagesTest {
  private static final Map<StageName, String> FOLDERS =
      Map.of(
          StageName.CRAWL, "captures",
          StageName.EXTRACT, "documents",
          StageName.FILTER, "verdicts",
          StageName.DEDUPE, "verdicts",
          StageName.TOKENIZE, "tokens");

  @TempDir private static Path folder;
  private static Shell shell;
  private static RunFolder run;
  private static String release;

  @BeforeAll
  static void walk() throws IOException {
    SmallCorpus.write(folder);
    shell = new Shell(folder);
    run = RunFolder.at(folder.resolve("run"));
    release = walked();
  }

  @Test
  void aFlippedByteOfAnyStageIsDamageThatNamesTheFileAndTheCure() throws IOException {
    List<StageName> backwards = new ArrayList<>(List.of(StageName.values()));
    Collections.reverse(backwards);
    for (StageName stage : backwards) {
      forgetAfter(stage);
      Path file = data(stage);
      byte[] whole = Files.readAllBytes(file);
      byte[] damaged = whole.clone();
      damaged[at(file)] ^= 4;
      Files.write(file, damaged);
      if (stage == StageName.RELEASE) {
        assertThat(shell.run("verify", "--run-dir", "run")).isEqualTo(ExitCode.DAMAGE);
        assertThat(shell.out()).contains(file.getFileName() + ": checksum mismatch in block 0");
      } else {
        assertThat(go()).as(stage.folder()).isEqualTo(ExitCode.DAMAGE);
        assertThat(shell.err())
            .contains("estover: " + file + ": ")
            .contains("the file is damaged: ")
            .containsPattern(
                "(remove its stage's folder and run the plan again|delete the folder "
                    + stage.folder()
                    + " and run \"estover run PLAN\" again)\n");
      }
      if (List.of(StageName.EXTRACT, StageName.FILTER, StageName.DEDUPE).contains(stage)) {
        assertThat(shell.run("why", "http://texts.test/0", "--run-dir", "run"))
            .isEqualTo(ExitCode.DAMAGE);
        assertThat(shell.err()).contains("estover: " + file + ": ");
      }
      Files.write(file, whole);
    }
    assertThat(walked()).isEqualTo(release);
  }

  @Test
  void wholeStagesTellWhatBecameOfADocument() {
    assertThat(shell.run("why", "http://texts.test/copy", "--run-dir", "run", "--json")).isZero();
    JsonNode copy = Json.tree(shell.out()).at("/fates/0");
    assertThat(shell.run("why", "http://texts.test/0", "--run-dir", "run", "--json")).isZero();
    JsonNode first = Json.tree(shell.out()).at("/fates/0");
    assertThat(List.of(deduped(copy), deduped(first)))
        .anyMatch(step -> step.startsWith("04-dedupe: kept, in the place of 1 duplicate ("))
        .anyMatch(
            step ->
                step.matches(
                        "04-dedupe: dropped as exact[a-z-]* of doc_[0-9a-f]{32}, similarity 1.0000")
                    && (step.contains(copy.path("document").asText())
                        || step.contains(first.path("document").asText())));
    String id = copy.path("document").asText();
    assertThat(shell.run("why", id, "--run-dir", "run", "--json")).isZero();
    assertThat(Json.tree(shell.out()).path("fates")).containsExactly(copy);
    assertThat(shell.run("why", "http://texts.test/none", "--run-dir", "run")).isEqualTo(1);
  }

  private static String deduped(JsonNode fate) {
    for (JsonNode step : fate.path("steps")) {
      if (step.asText().startsWith("04-dedupe: ")) {
        return step.asText();
      }
    }
    return "";
  }

  @Test
  void aMissingFileOfRowsIsDamage() throws IOException {
    forgetAfter(StageName.FILTER);
    Path file = data(StageName.FILTER);
    byte[] whole = Files.readAllBytes(file);
    Files.delete(file);
    assertThat(go()).isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.err())
        .contains("estover: " + file + ": the file is missing")
        .contains("remove its stage's folder and run the plan again\n");
    Files.write(file, whole);
    assertThat(walked()).isEqualTo(release);
  }

  @Test
  void documentsThatAStagePassedOnAndTheNextDidNotFindAreDamage() throws IOException {
    for (StageName stage : List.of(StageName.CRAWL, StageName.EXTRACT, StageName.TOKENIZE)) {
      forgetAfter(stage == StageName.EXTRACT ? StageName.FILTER : stage);
      Path file = data(stage);
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      assertThat(go()).as(stage.folder()).isEqualTo(ExitCode.DAMAGE);
      assertThat(shell.err()).contains("documents, but").contains("found 0; files are missing");
      Files.write(file, whole);
      assertThat(walked()).isEqualTo(release);
    }
  }

  @Test
  void aReportThatIsNoneIsDamage() throws IOException {
    Path file = run.folder(StageName.FILTER).resolve(RunFolder.REPORT);
    String whole = Files.readString(file);
    List<String> damaged =
        List.of(
            "",
            "[]",
            whole.substring(0, whole.length() / 2),
            whole.replaceFirst("\"in\" : 1", "\"in\" : 2"),
            whole.replace("03-filter", "03-filtes"),
            whole.replace("\"stage\"", "\"stage\u0000\""));
    for (String text : damaged) {
      Files.writeString(file, text);
      isDamage(StageName.FILTER, file, "report");
      isDamage(StageName.FILTER, file, "status");
    }
    Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"', '}'});
    isDamage(StageName.FILTER, file, "report");
    Files.delete(file);
    isDamage(StageName.FILTER, file, "report");
    assertThat(shell.err()).contains("the file is missing");
    Files.writeString(file, whole);
    assertThat(shell.run("report", "--run-dir", "run")).isZero();
  }

  @Test
  void sourcesThatDoNotFitTheirReportAreDamage() throws IOException {
    forgetAfter(StageName.TOKENIZE);
    Path file = run.folder(StageName.TOKENIZE).resolve("sources.json");
    String whole = Files.readString(file);
    List<String> damaged =
        List.of(
            "", "{}", "null", "{\"texts\":null}", "{\"texts\":1", whole.replace("texts", "textr"));
    eachIsDamage(StageName.TOKENIZE, file, damaged);
    Files.writeString(file, whole);
    assertThat(walked()).isEqualTo(release);
  }

  @Test
  void shardsThatAreNotThoseOfTheMarkAreDamage() throws IOException {
    forgetAfter(StageName.SHARD);
    Path file = run.folder(StageName.SHARD).resolve("shards.json");
    String whole = Files.readString(file);
    List<String> damaged =
        List.of(
            "",
            "{}",
            "{\"shards\":[]}",
            "{\"shards\":[1]}",
            whole.substring(1),
            whole.replaceFirst("\"documents\":", "\"documentz\":"),
            whole.replaceFirst("\"source\":\"texts\"", "\"source\":\"textr\""));
    eachIsDamage(StageName.SHARD, file, damaged);
    Files.writeString(file, whole);
    Path bin = data(StageName.SHARD);
    byte[] tokens = Files.readAllBytes(bin);
    Files.delete(bin);
    isDamage(StageName.SHARD, bin, "run", "plan.yaml", "--master", "local[1]");
    Files.write(bin, tokens);
    assertThat(walked()).isEqualTo(release);
  }

  /** Each of these texts is damage to the walk that reads it next, and so is no file. */
  private static void eachIsDamage(StageName stage, Path file, List<String> texts)
      throws IOException {
    for (String text : texts) {
      Files.writeString(file, text);
      isDamage(stage, file, "run", "plan.yaml", "--master", "local[1]");
    }
    Files.delete(file);
    isDamage(stage, file, "run", "plan.yaml", "--master", "local[1]");
  }

  private static void isDamage(StageName stage, Path file, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--run-dir", "run"));
    assertThat(shell.run(words.toArray(String[]::new))).as(shell.err()).isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.err())
        .contains("estover: " + file + ": ")
        .contains("delete the folder " + stage.folder() + " and run \"estover run PLAN\" again\n");
  }

  private static int go() {
    return shell.run("run", "plan.yaml", "--run-dir", "run", "--master", "local[1]");
  }

  /** Goes on to the end; the release. */
  private static String walked() {
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run", "--master", "local[1]", "--json"))
        .as(shell.err())
        .isZero();
    return Json.tree(shell.out()).path("release").asText();
  }

  private static void forgetAfter(StageName stage) throws IOException {
    for (StageName later : stage.fromHere()) {
      if (later != stage) {
        Leftovers.removeTree(run.folder(later));
      }
    }
  }

  /** A file of the stage that the next one reads. */
  private static Path data(StageName stage) throws IOException {
    String below = FOLDERS.getOrDefault(stage, "");
    String suffix = below.isEmpty() ? ".bin" : ".parquet";
    try (var files = Files.list(run.folder(stage).resolve(below))) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  /** Where to flip a bit: in a file of rows the last byte of the first column's data. */
  private static int at(Path file) throws IOException {
    if (file.toString().endsWith(".bin")) {
      return 10;
    }
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      ColumnChunkMetaData first = reader.getFooter().getBlocks().get(0).getColumns().get(0);
      return Math.toIntExact(first.getStartingPos() + first.getTotalSize() - 1);
    }
  }
}
