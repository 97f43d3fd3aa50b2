package org.estover.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
  @TempDir private Path root;

  @Test
  void aStageIsCompleteOnlyAfterItsCommit() throws IOException {
    RunFolder folder = RunFolder.at(root);
    Fingerprint wanted = fingerprint(StageName.CRAWL, "plan", "1");
    assertThat(folder.whyNotComplete(wanted)).contains("it was not done yet");
    Files.writeString(folder.begin(StageName.CRAWL).resolve("rows"), "x");
    assertThat(folder.whyNotComplete(wanted)).contains("it was not finished");
    folder.commit(wanted, StageReport.empty(StageName.CRAWL), "rows-digest");
    assertThat(folder.whyNotComplete(wanted)).isEmpty();
    assertThat(folder.temporary(StageName.CRAWL)).doesNotExist();
    assertThat(folder.folder(StageName.CRAWL).resolve("rows")).hasContent("x");
    assertThat(folder.mark(StageName.CRAWL).orElseThrow().outputRows()).isEqualTo("rows-digest");
  }

  @Test
  void theReasonNamesWhatChanged() throws IOException {
    RunFolder folder = RunFolder.at(root);
    complete(folder, StageName.CRAWL);
    assertThat(folder.whyNotComplete(fingerprint(StageName.CRAWL, "other", "1")))
        .contains("the plan's sources.a.type changed from plan to other");
    assertThat(folder.whyNotComplete(fingerprint(StageName.CRAWL, "plan", "2")))
        .contains("the version of reader changed from 1 to 2");
    assertThat(new CompletionMark(withdrawing("e3b0"), "rows").whyNot(withdrawing("4037")))
        .contains("what is withdrawn changed");
    Fingerprint made = fingerprint(StageName.CRAWL, "plan", "1");
    Fingerprint moved =
        new Fingerprint(StageName.CRAWL, made.plan(), "other inputs", made.algorithms());
    assertThat(folder.whyNotComplete(moved)).contains("its inputs changed");
  }

  @Test
  void beginningAStageRemovesItAndAllAfterIt() throws IOException {
    RunFolder folder = RunFolder.at(root);
    complete(folder, StageName.CRAWL);
    complete(folder, StageName.EXTRACT);
    complete(folder, StageName.FILTER);
    folder.begin(StageName.EXTRACT);
    assertThat(folder.mark(StageName.CRAWL)).isPresent();
    assertThat(folder.folder(StageName.EXTRACT)).doesNotExist();
    assertThat(folder.folder(StageName.FILTER)).doesNotExist();
    assertThat(RunReport.of(folder).stages()).containsOnlyKeys(StageName.CRAWL);
  }

  @Test
  void inputsOfAStageAreTheRowsOfTheStagesBefore() throws IOException {
    RunFolder folder = RunFolder.at(root);
    complete(folder, StageName.CRAWL);
    String before = folder.inputsDigest(StageName.EXTRACT);
    folder.begin(StageName.CRAWL);
    folder.commit(
        fingerprint(StageName.CRAWL, "plan", "1"), StageReport.empty(StageName.CRAWL), "others");
    assertThat(folder.inputsDigest(StageName.EXTRACT)).isNotEqualTo(before);
    assertThatThrownBy(() -> folder.inputsDigest(StageName.FILTER))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anUnbalancedReportIsNotCommitted() throws IOException {
    RunFolder folder = RunFolder.at(root);
    folder.begin(StageName.CRAWL);
    StageReport lossy =
        new StageReport.Tally(StageName.CRAWL).in(StageReport.DOCUMENTS, 2).report();
    assertThatThrownBy(
            () -> folder.commit(fingerprint(StageName.CRAWL, "plan", "1"), lossy, "rows"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not balance in documents");
    assertThat(folder.mark(StageName.CRAWL)).isEmpty();
  }

  @Test
  void aDamagedMarkIsRefused() throws IOException {
    RunFolder folder = RunFolder.at(root);
    complete(folder, StageName.CRAWL);
    Path mark = folder.folder(StageName.CRAWL).resolve(CompletionMark.FILE);
    Files.writeString(mark, Files.readString(mark).replace("\"plan\"", "\"plam\""));
    assertThatThrownBy(() -> folder.mark(StageName.CRAWL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("01-crawl/_COMPLETE.json");
  }

  @Test
  void oneProcessHoldsTheFolder() throws IOException {
    RunFolder folder = RunFolder.at(root);
    try (RunLock first = folder.lock()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(folder::lock)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    folder.lock().close();
  }

  @Test
  void theKillSwitchEndsTheProcessAtTheCommit() throws IOException, InterruptedException {
    for (String moment : new String[] {"before", "after"}) {
      Path run = root.resolve(moment);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Destover.kill=01-crawl:" + moment,
                  "-cp",
                  System.getProperty("java.class.path"),
                  CommitOnce.class.getName(),
                  run.toString())
              .inheritIO()
              .start();
      assertThat(process.waitFor()).isEqualTo(137);
      assertThat(RunFolder.at(run).mark(StageName.CRAWL).isPresent())
          .isEqualTo(moment.equals("after"));
    }
  }

  /** Completes 01-crawl in the folder named by its argument. */
  static final class CommitOnce {
    private CommitOnce() {}

    public static void main(String[] arguments) throws IOException {
      complete(RunFolder.at(Path.of(arguments[0])), StageName.CRAWL);
    }
  }

  private static void complete(RunFolder folder, StageName stage) throws IOException {
    folder.begin(stage);
    folder.commit(fingerprint(stage, "plan", "1"), StageReport.empty(stage), "rows");
  }

  private static Fingerprint fingerprint(StageName stage, String setting, String version) {
    SortedMap<String, String> plan = new TreeMap<>();
    plan.put("sources.a.type", setting);
    SortedMap<String, String> algorithms = new TreeMap<>();
    algorithms.put("reader", version);
    return new Fingerprint(stage, plan, "inputs", algorithms);
  }

  private static Fingerprint withdrawing(String digest) {
    return new Fingerprint(
        StageName.FILTER,
        new TreeMap<>(),
        "inputs",
        new TreeMap<>(Map.of(CompletionMark.WITHDRAWN, digest)));
  }
}
