package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.util.LongAccumulator;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.RunPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row of a source that the plan does not know is a fault of the program, and no document. */
final class UnknownSourceTest {
  private static final DocumentRow ROW =
      new DocumentRow(
          new byte[16],
          "strange",
          "http://strange.test/",
          "a text",
          6,
          new byte[32],
          "",
          "",
          "allowed",
          "",
          "",
          "",
          "a.jsonl",
          0);

  @TempDir private Path folder;

  @Test
  void itIsNotFilteredAsIfThereWereNoFilter() throws IOException {
    FilterJob.Judge judge =
        new FilterJob.Judge(
            new FilterJob.Rules(
                DecisionBasis.DEFAULT,
                new TreeSet<>(),
                1 << 20,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new RunPlan.Blocklists(
                    List.of(),
                    List.of(),
                    List.of(),
                    1,
                    List.of(),
                    new TreeMap<>(),
                    BigDecimal.ZERO,
                    0)));
    assertThatNullPointerException().isThrownBy(() -> judge.judge(ROW)).withMessage("strange");
  }

  @Test
  void itHasNoPriority() throws IOException {
    RowFile file = new RowFile(0, RowFile.name(0, 0), 0);
    write(DocumentRow.TYPE, ROW, "documents", file);
    write(VerdictRow.TYPE, VerdictRow.KEEP, "verdicts", file);
    FeatureTask task =
        new FeatureTask(
            folder.resolve("documents").toString(),
            folder.resolve("verdicts").toString(),
            Files.createDirectories(folder.resolve("features")).toString(),
            Similarity.ours(true, 14, 8, 5, "0.8"),
            new Ranks(new TreeMap<>(), ""));
    assertThatNullPointerException()
        .isThrownBy(() -> task.run(file, new LongAccumulator()))
        .withMessage("strange");
  }

  private <T> void write(RowType<T> type, T row, String below, RowFile file) throws IOException {
    Path to = Files.createDirectories(folder.resolve(below));
    try (RowWriter<T> writer = RowWriter.create(type, file.at(to.toString()))) {
      writer.write(row);
      writer.commit();
    }
  }
}
