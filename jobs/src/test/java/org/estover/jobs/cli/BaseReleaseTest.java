package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on top of a release that was published before. */
final class BaseReleaseTest {
  @TempDir private Path folder;

  @Test
  void whatTheBaseReleaseHasStays() throws IOException {
    SmallCorpus.write(folder);
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("texts.jsonl")));
    lines.removeIf(line -> line.contains("test/copy"));
    // Two documents that are alike, which a base without near-duplicate search has published.
    lines.add(revised(lines.get(0), "twin"));
    Files.write(folder.resolve("texts.jsonl"), lines);
    Path plan = folder.resolve("plan.yaml");
    String yaml = Files.readString(plan);
    Files.writeString(plan, yaml + "dedupe: {near: false}\n");
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "base")).as(shell.err()).isZero();
    for (int i = 0; i < 12; i++) {
      lines.add(revised(lines.get(i), "later" + i));
    }
    Files.write(folder.resolve("texts.jsonl"), lines);
    Files.writeString(plan, yaml + "dedupe: {base: base/07-release}\n");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "next")).as(shell.err()).isZero();
    for (int i = 0; i < 12; i++) {
      assertThat(fate(shell, "http://texts.test/" + i)).contains("04-dedupe: kept");
      assertThat(fate(shell, "http://texts.test/later" + i))
          .contains("04-dedupe: dropped as near-duplicate of doc_");
    }
    assertThat(fate(shell, "http://texts.test/twin")).contains("04-dedupe: kept");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "next", "--dry-run")).isZero();
    assertThat(shell.out()).doesNotContain("04-dedupe");
    Files.writeString(plan, yaml + "dedupe: {base: elsewhere}\n");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "next")).isNotZero();
    assertThat(shell.err()).contains("elsewhere");
  }

  private static String revised(String line, String name) {
    return line.replaceFirst("test/[0-9]+", "test/" + name).replace(" \"}", " " + name + " \"}");
  }

  private static String fate(Shell shell, String url) {
    assertThat(shell.run("why", url, "--run-dir", "next")).isZero();
    return shell.out();
  }
}
