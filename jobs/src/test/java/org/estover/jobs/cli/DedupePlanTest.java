package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.jobs.stage.RowFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan may ask of 04-dedupe, and what the commands tell of it. */
final class DedupePlanTest {
  @TempDir private Path folder;

  @Test
  void documentsOfOneUrlAreOneAndAreToldOf() throws IOException {
    SmallCorpus.write(folder);
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("texts.jsonl")));
    String tracked = "http://texts.test/3?utm_source=mail";
    lines.add(lines.get(5).replace("http://texts.test/5", tracked).replace(" \"}", " later\"}"));
    Files.write(folder.resolve("texts.jsonl"), lines);
    Path plan = folder.resolve("plan.yaml");
    String yaml = Files.readString(plan);
    Files.writeString(plan, yaml + "dedupe: {url: true, url-dropped-parameters: 'utm_*'}\n");
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml")).as(shell.err()).isZero();
    assertThat(shell.out()).contains("duplicate-url");
    String first = why(shell, "http://texts.test/3");
    String second = why(shell, tracked);
    assertThat(List.of(first, second))
        .anyMatch(fate -> fate.matches("(?s).*04-dedupe: dropped as duplicate-url of doc_.*"))
        .noneMatch(fate -> fate.contains("similarity"));
    String dropped = (first.contains("dropped as") ? first : second).substring(0, 36);
    assertThat(shell.run("clusters", dropped)).as(shell.err()).isZero();
    assertThat(shell.out()).contains(dropped + " was dropped as duplicate-url\n");
    assertThat(shell.run("clusters")).isZero();
    assertThat(shell.out()).contains("  duplicate-url 1, ").contains("  exact-duplicate 1  ");
    assertThat(shell.run("verify")).isZero();
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).isZero();
    assertThat(shell.out()).doesNotContain("04-dedupe");
    Files.writeString(plan, yaml + "dedupe: {url: true}\n");
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).isZero();
    assertThat(shell.out()).contains("04-dedupe").doesNotContain("03-filter");
    Files.writeString(plan, yaml + "dedupe:\n  url-dropped-parameters: [ref]\n");
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("plan.yaml:7: \"url-dropped-parameters\" is for \"url: true\" only; add it");
  }

  @Test
  void whatIsHeldOutIsInNoShardAndIsHandedOut() throws IOException {
    SmallCorpus.write(folder);
    Path plan = folder.resolve("plan.yaml");
    String yaml = Files.readString(plan);
    Files.writeString(plan, yaml + "dedupe: {hold-out: 0.4, hold-out-seed: 4}\n");
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml")).as(shell.err()).isZero();
    assertThat(shell.out()).contains("dropped: held-out");
    assertThat(shell.run("verify")).isZero();
    assertThat(shell.run("report", "held-out", "--out", "validation")).as(shell.err()).isZero();
    List<String> held = Files.readAllLines(folder.resolve("validation/held-out.jsonl"));
    assertThat(held).hasSizeBetween(2, 10).isSorted();
    for (String line : held) {
      String document = Json.tree(line).path("id").asText();
      assertThat(why(shell, document)).contains("04-dedupe: held out for validation");
      assertThat(Files.readString(folder.resolve("texts.jsonl")))
          .contains(Json.tree(line).path("text").asText());
      assertThat(shell.run("lookup", document)).isZero();
      assertThat(shell.out()).contains("held-out");
    }
    // The first text and its copy: the copy is held out for both.
    String dropped = why(shell, "http://texts.test/0").substring(0, 36);
    assertThat(shell.run("clusters", dropped)).as(shell.err()).isZero();
    assertThat(shell.out()).contains(" is held out, " + dropped + " was dropped as exact-dup");
    Files.writeString(plan, yaml + "dedupe: {near: false, hold-out: 0.4}\n");
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"hold-out\" is for \"near: true\" only");
    Files.writeString(plan, yaml + "dedupe: {hold-out: 0.0, hold-out-seed: 3}\n");
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"hold-out-seed\" is for \"hold-out\" only");
  }

  /** Dates of duplicates change the release's id, those of other documents do not. */
  @Test
  void theCapturesDatesDecideAndAreStated() throws IOException {
    SmallCorpus.write(folder);
    Path plan = folder.resolve("plan.yaml");
    String yaml =
        Files.readString(plan)
            .replace("files: \"texts.jsonl\"", "files: texts.jsonl, fields: {date: date}");
    Files.writeString(plan, yaml + "dedupe: {near: false, survivor: newest}\n");
    List<String> lines = Files.readAllLines(folder.resolve("texts.jsonl"));
    Shell shell = new Shell(folder);
    String copyStays = released(shell, lines, "2026-01-01", "2026-01-02", "2026-01-03");
    assertThat(why(shell, "http://texts.test/0")).contains("dropped as exact-duplicate");
    assertThat(why(shell, "http://texts.test/copy"))
        .contains("captured 2026-01-02T00:00:00Z")
        .contains("04-dedupe: kept");
    assertThat(shell.run("verify")).isZero();
    assertThat(shell.out()).contains("the capture dates that decided which duplicates stay are as");
    Path run = folder.resolve(".estover/runs/small");
    Path release = run.resolve("07-release");
    Path documents = run.resolve("02-extract/documents/" + RowFile.name(0, 0));
    byte[] earlier = Files.readAllBytes(documents);
    assertThat(shell.run("verify", release.toString())).isZero();
    assertThat(shell.out()).contains("were not checked: name the run");
    assertThat(released(shell, lines, "2026-01-01", "2026-01-02", "2026-02-28"))
        .isEqualTo(copyStays);
    assertThat(released(shell, lines, "2025-12-31", "2026-01-02", "2026-01-03"))
        .isNotEqualTo(copyStays);
    assertThat(why(shell, "http://texts.test/copy")).contains("04-dedupe: kept");
    Files.write(documents, earlier);
    assertThat(shell.run("verify")).isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.out()).contains("the digest of capture dates is estover.rows.v1:");
  }

  /** The id of the release of these texts: the first, its copy and all others captured on days. */
  private String released(Shell shell, List<String> lines, String first, String copy, String others)
      throws IOException {
    List<String> dated = new ArrayList<>();
    for (String line : lines) {
      String day = line.contains("test/0\"") ? first : line.contains("test/copy") ? copy : others;
      dated.add(line.replace("\"}", "\", \"date\": \"" + day + "T00:00:00Z\"}"));
    }
    Files.write(folder.resolve("texts.jsonl"), dated);
    assertThat(shell.run("run", "plan.yaml")).as(shell.err()).isZero();
    assertThat(shell.run("verify")).as(shell.err()).isZero();
    return shell.out().substring(0, shell.out().indexOf(':'));
  }

  private static String why(Shell shell, String url) {
    assertThat(shell.run("why", url)).as(shell.err()).isZero();
    return shell.out();
  }
}
