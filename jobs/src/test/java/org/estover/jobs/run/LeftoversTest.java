package org.estover.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {
  @TempDir private Path folder;

  @Test
  void aTreeGoesWithAllBelowItAndNothingBehindALink() throws IOException {
    Path kept = Files.createFile(Files.createDirectory(folder.resolve("other")).resolve("kept"));
    Path tree = folder.resolve("tree");
    Files.createFile(Files.createDirectories(tree.resolve("a/b")).resolve(".hidden"));
    Files.createSymbolicLink(tree.resolve("a/link"), kept.getParent());
    Files.createSymbolicLink(tree.resolve("nowhere"), folder.resolve("absent"));
    Leftovers.removeTree(tree);
    assertThat(tree).doesNotExist();
    assertThat(kept).exists();
    Leftovers.removeTree(tree);
  }

  /** Whoever goes on after a kill takes what lies beside a mark for whole. */
  @Test
  void marksOfStepsGoBeforeWhatTheyStandFor() throws IOException {
    Path tree = folder.resolve("tree");
    Path step = Files.createDirectories(tree.resolve("steps/round-001"));
    Path rows = Files.createFile(step.resolve("part-00000-0000.parquet"));
    Path mark = Files.createFile(step.resolve(Leftovers.STEP_MARK));
    Path later = Files.createFile(tree.resolve("steps/verdicts"));
    assertThat(Leftovers.inOrderOfRemoval(tree))
        .containsExactly(mark, later, rows, step, tree.resolve("steps"), tree);
  }
}
