package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.util.LongAccumulator;
import org.estover.dedupe.exact.Paragraphs;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is cut from the documents of a file, all that was found together, and the verdicts
 * once more: a document of which no word is left is dropped.
 *
 * @param judged verdicts on whole documents
 * @param lines rows of repeated lines; "" if they were not looked for
 * @param paragraphs rows of repeated paragraphs; "" if they were not looked for
 * @param spans rows of repeated passages; "" if they were not looked for
 */
record CutTask(
    String documents,
    String judged,
    String lines,
    String paragraphs,
    String spans,
    String cuts,
    String verdicts,
    Ranks ranks)
    implements Engine.FileTask<RowFile, Part> {
  /** The name of the rule that the union of all ranges is cut, inward to whole characters. */
  static final String VERSION = "estover.cuts.v1";

  private static final long serialVersionUID = 1L;

  @Override
  public Part run(RowFile file, LongAccumulator bytes) throws IOException {
    Tally tally = new Tally();
    Paragraphs words = new Paragraphs(1);
    try (RowReader<DocumentRow> in =
            EditedDocuments.open(documents, file, "id", "source", "text", "text_size");
        RowReader<SurvivorRow> before = RowReader.open(SurvivorRow.TYPE, file.at(judged));
        Found found = new Found(file);
        Ranks.Open open = ranks.open();
        RowWriter<CutRow> cut = RowWriter.create(CutRow.TYPE, file.at(cuts));
        RowWriter<SurvivorRow> after = RowWriter.create(SurvivorRow.TYPE, file.at(verdicts))) {
      for (DocumentRow row = in.next(); row != null; row = in.next()) {
        SurvivorRow verdict = before.required();
        List<CutRow.Cut> all = found.next();
        CutRow own = CutRow.NONE;
        if (verdict.keep() && !all.isEmpty() && open.priority(row) != SurvivorKey.BASE) {
          byte[] text = row.text().getBytes(StandardCharsets.UTF_8);
          own = CutRow.of(all, text);
          String left = new String(own.left(text), StandardCharsets.UTF_8);
          verdict = words.count(left) == 0 ? SurvivorRow.NOTHING_LEFT : verdict;
        }
        cut.write(own);
        after.write(verdict);
        tally.add(row, verdict, own);
        bytes.add(row.textSize());
      }
      cut.commitForced();
      after.commitForced();
    }
    return Part.of(tally.counts.report(), tally.rows);
  }

  /** What was found in a file, document by document. */
  private final class Found implements Closeable {
    private final @Nullable RowReader<ParagraphRow> ofLines;
    private final @Nullable RowReader<ParagraphRow> ofParagraphs;
    private final @Nullable RowReader<SpanRow> ofSpans;

    Found(RowFile file) throws IOException {
      ofLines = open(ParagraphRow.TYPE, lines, file);
      ofParagraphs = open(ParagraphRow.TYPE, paragraphs, file);
      ofSpans = open(SpanRow.TYPE, spans, file);
    }

    private static <T> @Nullable RowReader<T> open(RowType<T> type, String folder, RowFile file)
        throws IOException {
      return folder.isEmpty() ? null : RowReader.open(type, file.at(folder));
    }

    List<CutRow.Cut> next() throws IOException {
      List<CutRow.Cut> all = new ArrayList<>();
      if (ofLines != null) {
        all.addAll(ofLines.required().cuts(CutRule.LINE));
      }
      if (ofParagraphs != null) {
        all.addAll(ofParagraphs.required().cuts(CutRule.PARAGRAPH));
      }
      if (ofSpans != null) {
        int[] bounds = ofSpans.required().bounds();
        for (int i = 0; i < bounds.length; i += 2) {
          all.add(new CutRow.Cut(CutRule.SPAN, bounds[i], bounds[i + 1], CutRow.Cut.NOT_KNOWN));
        }
      }
      return all;
    }

    @Override
    public void close() throws IOException {
      for (RowReader<?> reader : Arrays.asList(ofLines, ofParagraphs, ofSpans)) {
        if (reader != null) {
          reader.close();
        }
      }
    }
  }

  private static final class Tally {
    private final StageReport.Tally counts = new StageReport.Tally(StageName.DEDUPE);
    private RowSum rows = RowSum.ZERO;

    void add(DocumentRow row, SurvivorRow verdict, CutRow cut) {
      rows =
          rows.plus(
              RowSum.of(
                  Bytes.join(
                      row.id(), SurvivorRow.TYPE.canonical(verdict), CutRow.TYPE.canonical(cut))));
      if (verdict.rule().equals(SurvivorRow.DROPPED_BEFORE.rule())) {
        return;
      }
      counts.in(StageReport.DOCUMENTS, 1).in(StageReport.BYTES, row.textSize());
      if (!verdict.keep()) {
        counts.dropped(verdict.rule(), StageReport.DOCUMENTS, 1);
        counts.dropped(verdict.rule(), StageReport.BYTES, row.textSize());
        return;
      }
      counts.out(StageReport.DOCUMENTS, 1);
      counts.out(StageReport.BYTES, cut.isCut() ? cut.leftSize() : row.textSize());
      long charged = 0;
      for (CutRule rule : CutRule.values()) {
        long covered = cut.bytes(each -> each.compareTo(rule) <= 0);
        if (covered > charged) {
          counts.dropped(rule.label(), StageReport.BYTES, covered - charged);
          charged = covered;
        }
      }
    }
  }
}
