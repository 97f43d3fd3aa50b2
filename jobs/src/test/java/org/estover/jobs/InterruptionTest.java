package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InterruptionTest {
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  @Test
  void aSignalIsToldInOneLineThatNamesTheStage() throws IOException, InterruptedException {
    Path plan = TestCorpus.write(folder.resolve("corpus"), 1);
    RunFolder run = RunFolder.at(folder.resolve("run"));
    ForkedRun forked = new ForkedRun(List.of());
    for (StageName stage : List.of(StageName.CRAWL, StageName.FILTER)) {
      assertThat(forked.endIn(stage, plan, run)).isEqualTo(TERMINATED);
      assertThat(ForkedRun.output(run).lines())
          .containsExactly(
              "estover: interrupted in " + stage.folder() + "; run the plan again to go on");
    }
  }
}
