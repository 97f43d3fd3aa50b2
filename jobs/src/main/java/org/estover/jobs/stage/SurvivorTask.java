package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Writes the verdicts of files row by row beside their documents, and the group record of those
 * that do not survive. Of those that do, the ones that are held out are told here: each stands for
 * its cluster.
 */
record SurvivorTask(
    String documents, String verdicts, String survivors, String groups, HeldOut heldOut)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Holds out nothing. */
  SurvivorTask(String documents, String verdicts, String survivors, String groups) {
    this(documents, verdicts, survivors, groups, HeldOut.NONE);
  }

  private static final int ID_SIZE = SurvivorKey.ID_SIZE;
  private static final String[] NAMES = DocumentRow.withoutText();

  /**
   * Writes the verdicts of some files.
   *
   * @param files in ascending order
   * @param duplicates the duplicates in them by place: place, then survivor's id, similarity and
   *     the rule
   */
  Part run(List<RowFile> files, Iterator<Tuple2<byte[], byte[]>> duplicates) throws IOException {
    Writing writing = new Writing(duplicates);
    try (HeldOut.Open held = heldOut.open()) {
      for (RowFile file : files) {
        write(file, writing, held);
      }
    }
    return Part.of(writing.tally.report(), writing.rows);
  }

  private void write(RowFile file, Writing writing, HeldOut.Open held) throws IOException {
    try (RowReader<DocumentRow> in = EditedDocuments.open(documents, file, NAMES);
        RowReader<VerdictRow> before = RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep");
        RowWriter<SurvivorRow> out = RowWriter.create(SurvivorRow.TYPE, file.at(survivors));
        RowWriter<GroupRow> members = RowWriter.create(GroupRow.TYPE, file.at(groups))) {
      for (DocumentRow row = in.next(); row != null; row = in.next()) {
        boolean kept = before.required().keep();
        boolean side = kept && held.takes(row.id());
        SurvivorRow verdict = writing.verdict(row, kept, file.index(), out.rows(), side);
        out.write(verdict);
        if (verdict.survivor().length > 0) {
          members.write(member(row, verdict));
        }
      }
      members.commitForced();
      out.commitForced();
    }
  }

  private static GroupRow member(DocumentRow row, SurvivorRow verdict) {
    return new GroupRow(
        verdict.survivor(),
        row.id(),
        verdict.rule(),
        verdict.similarity(),
        row.source(),
        row.uri(),
        row.license(),
        row.holder());
  }

  /** The walk along the files, in step with the duplicates found in them. */
  static final class Writing {
    private final StageReport.Tally tally = new StageReport.Tally(StageName.DEDUPE);
    private final Iterator<Tuple2<byte[], byte[]>> duplicates;
    private @Nullable Tuple2<byte[], byte[]> next;
    private RowSum rows = RowSum.ZERO;

    Writing(Iterator<Tuple2<byte[], byte[]>> duplicates) {
      this.duplicates = duplicates;
      advance();
    }

    private void advance() {
      next = duplicates.hasNext() ? duplicates.next() : null;
    }

    /** The verdict where nothing is held out. */
    SurvivorRow verdict(DocumentRow row, boolean kept, int file, long number) {
      return verdict(row, kept, file, number, false);
    }

    /**
     * The verdict on the next row.
     *
     * @param side whether it is held out if it stays
     */
    SurvivorRow verdict(DocumentRow row, boolean kept, int file, long number, boolean side) {
      SurvivorRow verdict = kept ? judged(file, number) : SurvivorRow.DROPPED_BEFORE;
      if (verdict.keep() && side) {
        verdict = SurvivorRow.HELD_OUT;
      }
      rows = rows.plus(RowSum.of(Bytes.join(row.id(), SurvivorRow.TYPE.canonical(verdict))));
      if (kept) {
        count(verdict, row.textSize());
      }
      return verdict;
    }

    private SurvivorRow judged(int file, long number) {
      Tuple2<byte[], byte[]> duplicate = next;
      if (duplicate == null || !Vertex.isAt(duplicate._1(), file, number)) {
        return SurvivorRow.KEEP;
      }
      advance();
      byte[] finding = duplicate._2();
      byte[] survivor = Bytes.slice(finding, 0, ID_SIZE);
      byte[] similarity = Bytes.slice(finding, ID_SIZE, finding.length - 1);
      return new SurvivorRow(
          false, DuplicateRule.last(finding).label(), survivor, Similarity.text(similarity));
    }

    private void count(SurvivorRow verdict, long size) {
      for (var unit : List.of(StageReport.DOCUMENTS, StageReport.BYTES)) {
        long count = unit.equals(StageReport.DOCUMENTS) ? 1 : size;
        tally.in(unit, count);
        if (verdict.keep()) {
          tally.out(unit, count);
        } else {
          tally.dropped(verdict.rule(), unit, count);
        }
      }
    }
  }
}
