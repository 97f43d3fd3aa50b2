package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.StageReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

final class SurvivorTaskTest {
  @TempDir private Path folder;

  /** Rows of equal number in files of one pack are told apart, also next to a file without rows. */
  @Test
  void findingsMeetTheirOwnFile() throws IOException {
    List<RowFile> files = List.of(file(3, 2), file(4, 0), file(5, 2), file(9, 1));
    for (String name : List.of("survivors", "groups")) {
      Files.createDirectories(folder.resolve(name));
    }
    Part part =
        new SurvivorTask(at("documents"), at("verdicts"), at("survivors"), at("groups"))
            .run(files, List.of(finding(5, 1), finding(9, 0)).iterator());
    assertThat(kept(files.get(0))).containsExactly(true, true);
    assertThat(kept(files.get(1))).isEmpty();
    assertThat(kept(files.get(2))).containsExactly(true, false);
    assertThat(kept(files.get(3))).containsExactly(false);
    assertThat(files)
        .extracting(file -> rows(GroupRow.TYPE, file, "groups").size())
        .containsExactly(0, 0, 1, 1);
    StageReport.Balance documents = part.report().get(0).unit(StageReport.DOCUMENTS);
    assertThat(documents.in()).isEqualTo(5);
    assertThat(documents.out()).isEqualTo(3);
    assertThat(documents.balances()).isTrue();
  }

  @Test
  void allIsHeldOutButDuplicatesAndWhatTheBaseHas() throws IOException {
    RowFile file = file(1, 3);
    for (String name : List.of("survivors", "groups")) {
      Files.createDirectories(folder.resolve(name));
    }
    Path base = Files.write(folder.resolve("base.ids"), document(1, 2).id());
    HeldOut all = new HeldOut("1", 0, base.toString());
    Part part =
        new SurvivorTask(at("documents"), at("verdicts"), at("survivors"), at("groups"), all)
            .run(List.of(file), List.of(finding(1, 1)).iterator());
    assertThat(rows(SurvivorRow.TYPE, file, "survivors"))
        .extracting(SurvivorRow::rule)
        .containsExactly("held-out", "exact-duplicate", "");
    assertThat(kept(file)).containsExactly(false, false, true);
    StageReport.Balance documents = part.report().get(0).unit(StageReport.DOCUMENTS);
    assertThat(documents.dropped()).containsEntry("held-out", 1L);
    assertThat(documents.balances()).isTrue();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private RowFile file(int index, int rows) throws IOException {
    RowFile file = new RowFile(index, RowFile.name(index, 0), rows);
    Files.createDirectories(folder.resolve("documents"));
    Files.createDirectories(folder.resolve("verdicts"));
    try (RowWriter<DocumentRow> documents =
            RowWriter.create(DocumentRow.TYPE, file.at(at("documents")));
        RowWriter<VerdictRow> verdicts =
            RowWriter.create(VerdictRow.TYPE, file.at(at("verdicts")))) {
      for (int row = 0; row < rows; row++) {
        documents.write(document(index, row));
        verdicts.write(VerdictRow.KEEP);
      }
      documents.commit();
      verdicts.commit();
    }
    return file;
  }

  private static DocumentRow document(int file, int row) {
    byte[] id = new byte[16];
    id[0] = (byte) file;
    id[1] = (byte) row;
    return new DocumentRow(
        id,
        "s",
        "",
        "text",
        4,
        Sha256.of(Bytes.utf8("text")),
        "",
        "",
        "allowed",
        "",
        "",
        "",
        "f",
        row);
  }

  private static Tuple2<byte[], byte[]> finding(int file, int row) {
    byte[] place = Vertex.place(Vertex.of(1, new byte[16], file, row));
    return new Tuple2<>(
        place, DuplicateRule.EXACT.after(Bytes.join(new byte[16], Similarity.bytes(1))));
  }

  private List<Boolean> kept(RowFile file) throws IOException {
    return rows(SurvivorRow.TYPE, file, "survivors").stream().map(SurvivorRow::keep).toList();
  }

  private <T> List<T> rows(RowType<T> type, RowFile file, String name) throws IOException {
    List<T> rows = new ArrayList<>();
    try (RowReader<T> reader = RowReader.open(type, file.at(at(name)))) {
      for (T row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
