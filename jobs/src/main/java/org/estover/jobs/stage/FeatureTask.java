package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.util.LongAccumulator;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;

/**
 * Computes what 04-dedupe compares: the only place of the stage that reads texts.
 *
 * @param documents folder of 02's documents
 * @param verdicts folder of 03's verdicts, row by row beside them
 * @param features folder to write to
 * @param ranks what decides which of two documents survives
 */
record FeatureTask(
    String documents, String verdicts, String features, Similarity similarity, Ranks ranks)
    implements Engine.FileTask<RowFile, Part> {
  private static final long serialVersionUID = 1L;
  private static final int TIE = 16;

  @Override
  public Part run(RowFile file, LongAccumulator bytes) throws IOException {
    Path target = file.at(features);
    if (Files.exists(target)) {
      // Left by an attempt that was killed later; files get their names whole.
      return Part.NOTHING;
    }
    Similarity.Signer signer = similarity.new Signer();
    try (Ranks.Open open = ranks.open();
        RowReader<DocumentRow> texts = EditedDocuments.open(documents, file);
        RowReader<VerdictRow> kept = RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep");
        RowWriter<FeatureRow> out = RowWriter.create(FeatureRow.TYPE, target)) {
      for (DocumentRow row = texts.next(); row != null; row = texts.next()) {
        FeatureRow found = FeatureRow.DROPPED;
        if (kept.required().keep()) {
          found = features(row, open.vertex(row, file.index(), out.rows()), signer);
        }
        out.write(found);
        bytes.add(row.textSize());
      }
      out.commitForced();
    }
    return Part.NOTHING;
  }

  static FeatureRow features(DocumentRow row, byte[] vertex, Similarity.Signer signer) {
    return new FeatureRow(
        vertex,
        signer.equal(row, vertex),
        tie(row),
        signer.url(row, vertex),
        signer.keys(row.text()));
  }

  /**
   * What decides among rows of one id: first what they state beside the text, so that the same row
   * survives wherever and whenever it was found; only rows that state the same by their evidence.
   */
  private static byte[] tie(DocumentRow row) {
    byte[] evidence =
        Bytes.join(Bytes.counted(row.fetchedAt()), Bytes.counted(row.file()), new byte[8]);
    Bytes.put(evidence, evidence.length - 8, row.offset());
    return Bytes.join(
        Bytes.slice(Sha256.of(row.content()), 0, TIE), Bytes.slice(Sha256.of(evidence), 0, TIE));
  }
}
