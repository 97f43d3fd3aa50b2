package org.estover.jobs.stage;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;
import org.estover.dedupe.overlap.OverlapScanner;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.VerdictRow;
import scala.Tuple2;

/**
 * In how many documents of a file each n-gram of evaluation items stands; one pair for each that
 * stands in any. Memory: some 60 bytes for each of those.
 *
 * @param documents folder of documents
 * @param verdicts folder of earlier verdicts, row by row beside them
 * @param name tells the items from all others
 * @param items the items, as {@link PackedItems} has them
 */
record GramTask(
    String documents, String verdicts, String name, OverlapProfile profile, Broadcast<byte[]> items)
    implements Engine.FilePairs<RowFile> {
  private static final long serialVersionUID = 1L;
  private static final int SPREAD = 0x9E3779B9;

  @Override
  public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
    OverlapScanner scanner = new OverlapScanner(LoadedIndexes.of(name, profile, items.value()));
    Map<Integer, Long> counts = new TreeMap<>();
    try (RowReader<DocumentRow> texts =
            RowReader.open(DocumentRow.TYPE, file.at(documents), "text");
        RowReader<VerdictRow> kept = RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep")) {
      for (DocumentRow row = texts.next(); row != null; row = texts.next()) {
        if (kept.required().keep()) {
          for (int gram : scanner.grams(row.text())) {
            counts.merge(gram, 1L, Long::sum);
          }
        }
      }
    }
    Iterator<Map.Entry<Integer, Long>> entries = counts.entrySet().iterator();
    return () -> {
      if (!entries.hasNext()) {
        return null;
      }
      Map.Entry<Integer, Long> gram = entries.next();
      byte[] key = new byte[2 * Integer.BYTES];
      Bytes.put(key, 0, gram.getKey() * SPREAD);
      Bytes.put(key, 4, gram.getKey());
      byte[] count = new byte[Long.BYTES];
      Bytes.put(count, 0, gram.getValue());
      return new Tuple2<>(key, count);
    };
  }

  /** The n-gram of a key. */
  static int gram(byte[] key) {
    return Bytes.int32(key, 4);
  }
}
