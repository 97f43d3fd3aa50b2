package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.estover.dedupe.overlap.OverlapScanner;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;

/**
 * Looks for evaluation items in the documents of a file: the only place of the search that reads
 * texts.
 *
 * @param documents folder of documents
 * @param verdicts folder of earlier verdicts, row by row beside them
 * @param findings folder to write to
 * @param name tells the items from all others
 * @param items the items, as {@link PackedItems} has them
 * @param ignored the n-grams that are not looked for
 * @param mostPlaces the places of one text of an item that a document's hits name
 */
record OverlapTask(
    String documents,
    String verdicts,
    String findings,
    String name,
    OverlapProfile profile,
    Broadcast<byte[]> items,
    Broadcast<int[]> ignored,
    int mostPlaces)
    implements Engine.FileTask<RowFile, Part> {
  private static final long serialVersionUID = 1L;

  @Override
  public Part run(RowFile file, LongAccumulator bytes) throws IOException {
    Path target = file.at(findings);
    if (Files.exists(target)) {
      // Left by an attempt that was killed later; files get their names whole.
      return Part.NOTHING;
    }
    OverlapScanner scanner =
        new OverlapScanner(
            LoadedIndexes.of(name, profile, items.value()).ignoring(ignored.value()), mostPlaces);
    try (RowReader<DocumentRow> texts =
            RowReader.open(DocumentRow.TYPE, file.at(documents), "text", "text_size");
        RowReader<VerdictRow> kept = RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep");
        RowWriter<OverlapRow> out = RowWriter.create(OverlapRow.TYPE, target)) {
      for (DocumentRow row = texts.next(); row != null; row = texts.next()) {
        out.write(
            kept.required().keep() ? OverlapRow.of(scanner.scan(row.text())) : OverlapRow.DROPPED);
        bytes.add(row.textSize());
      }
      out.commitForced();
    }
    return Part.NOTHING;
  }
}
