package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.RowFile;
import org.estover.licensing.terms.deed.TwinGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTwinsTest {
  @TempDir private Path root;

  /** Three pairs of equal documents: one stays, one is held out, of one all is cut. */
  @Test
  void onlyGroupsWhoseSurvivorIsInTheReleaseAreTwins() throws IOException {
    RunFolder run = RunFolder.at(root);
    write(
        run.folder(StageName.EXTRACT).resolve("documents"),
        DocumentRow.TYPE,
        List.of(document(1), document(2), document(3), document(4), document(5), document(6)));
    write(
        run.folder(StageName.DEDUPE).resolve("verdicts"),
        SurvivorRow.TYPE,
        List.of(
            SurvivorRow.KEEP,
            copyOf(1),
            SurvivorRow.HELD_OUT,
            copyOf(3),
            SurvivorRow.NOTHING_LEFT,
            copyOf(5)));
    write(
        run.folder(StageName.DEDUPE).resolve("groups"),
        GroupRow.TYPE,
        List.of(member(1, 2), member(3, 4), member(5, 6)));
    assertThat(RunTwins.of(run))
        .extracting(TwinGroup::survivor)
        .containsExactly(DocumentId.of(id(1)).toString());
  }

  private static <T> void write(Path folder, RowType<T> type, List<T> rows) throws IOException {
    Path file = Files.createDirectories(folder).resolve(RowFile.name(0, 0));
    try (RowWriter<T> out = RowWriter.create(type, file)) {
      for (T row : rows) {
        out.write(row);
      }
      out.commit();
    }
  }

  private static byte[] id(int number) {
    byte[] id = new byte[16];
    id[15] = (byte) number;
    return id;
  }

  private static DocumentRow document(int number) {
    String holder = "holder " + number;
    return new DocumentRow(
        id(number), "s", "", "same", 4, id(0), "", holder, "", "", "", "", "", number);
  }

  private static SurvivorRow copyOf(int survivor) {
    return new SurvivorRow(false, "exact-duplicate", id(survivor), "1.0000");
  }

  private static GroupRow member(int survivor, int number) {
    return new GroupRow(
        id(survivor), id(number), "exact-duplicate", "1.0000", "s", "", "", "holder " + number);
  }
}
