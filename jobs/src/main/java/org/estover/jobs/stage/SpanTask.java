package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.util.LongAccumulator;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.dedupe.span.AnchorExtractor;
import org.estover.dedupe.span.AnchorSink;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanCutter;
import org.estover.dedupe.span.SpanMode;
import org.estover.dedupe.span.WindowMarks;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Writes what is to be cut from the documents of files, row by row beside them. */
record SpanTask(
    String documents, String verdicts, String spans, int minBytes, SpanMode mode, Ranks ranks)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST = Vertex.placeSize();
  private static final int LAST = FIRST + Integer.BYTES;

  /**
   * Writes the cuts of some files.
   *
   * @param files in ascending order
   * @param windows of {@link AnchorGroups}, by place
   */
  SpanSearch.Found run(
      List<RowFile> files, Iterator<Tuple2<byte[], byte[]>> windows, LongAccumulator bytes)
      throws IOException {
    Walk walk = new Walk(windows);
    SpanSearch.Found found = SpanSearch.Found.NOTHING;
    try (Ranks.Open open = ranks.open()) {
      for (RowFile file : files) {
        found = found.plus(write(file, walk, open, bytes));
      }
    }
    return found;
  }

  private SpanSearch.Found write(RowFile file, Walk walk, Ranks.Open open, LongAccumulator bytes)
      throws IOException {
    SpanSearch.Found found = SpanSearch.Found.NOTHING;
    try (RowReader<DocumentRow> texts =
            EditedDocuments.open(documents, file, "id", "source", "text");
        RowReader<VerdictRow> kept = RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep");
        RowWriter<SpanRow> out = RowWriter.create(SpanRow.TYPE, file.at(spans))) {
      for (DocumentRow row = texts.next(); row != null; row = texts.next()) {
        SpanRow cuts = SpanRow.NONE;
        if (kept.required().keep()) {
          byte[] text = row.text().getBytes(StandardCharsets.UTF_8);
          cuts = cuts(text, open.priority(row), walk.marks(text, file.index(), out.rows()));
          found =
              found.plus(new SpanSearch.Found(1, text.length, cuts.markedBytes(), cuts.cutBytes()));
          bytes.add(text.length);
        }
        out.write(cuts);
      }
      out.commitForced();
    }
    return found;
  }

  private SpanRow cuts(byte[] text, int priority, @Nullable WindowMarks marks) {
    if (marks == null) {
      return SpanRow.NONE;
    }
    return SpanRow.of(
        priority == SurvivorKey.BASE ? List.of() : new SpanCutter(mode).cuts(text, marks),
        marks.bytes(SpanMode.REMOVE_ALL));
  }

  /** The walk along the files, in step with the windows found in them. */
  private final class Walk implements AnchorSink {
    private final SpanConfig config = new SpanConfig(minBytes);
    private final AnchorExtractor extractor = new AnchorExtractor(config);
    private final Iterator<Tuple2<byte[], byte[]>> windows;
    private byte @Nullable [] next;
    private int size;
    private @Nullable WindowMarks marks;

    Walk(Iterator<Tuple2<byte[], byte[]>> windows) {
      this.windows = windows;
      advance();
    }

    private void advance() {
      next = windows.hasNext() ? windows.next()._1() : null;
    }

    /** The repeated windows of the document at this place; null if there is none. */
    @Nullable WindowMarks marks(byte[] text, int file, long row) {
      marks = null;
      size = text.length;
      extractor.extract(text, this);
      for (byte[] key = next; key != null && Vertex.isAt(key, file, row); key = next) {
        long first = Bytes.int32(key, FIRST);
        long last = Bytes.int32(key, LAST);
        marked().repeated(first, last);
        if (key[key.length - 1] == AnchorGroups.LATER) {
          marked().later(first, last);
        }
        advance();
      }
      return marks;
    }

    private WindowMarks marked() {
      WindowMarks known = marks;
      if (known == null) {
        known = new WindowMarks(size, config);
        marks = known;
      }
      return known;
    }

    @Override
    public void anchor(long hash, int offset) {
      // What it found has come over the shuffles.
    }

    @Override
    public void periodic(int first, int last, int period) {
      marked().periodic(0, first, last, period);
    }
  }
}
