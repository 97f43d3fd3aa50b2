package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * {@link RunCaptures} over Spark: a shuffle of small rows by the survivor's id, so that of what
 * stays those are told that stay in place of another, and one for the digest.
 */
final class CaptureDates {
  private static final int ID = Vertex.ID_SIZE;
  private static final byte[] SURVIVOR = {0};
  private static final byte[] OTHER = {1};

  private CaptureDates() {}

  /** The value of the content's field, from documents and the verdicts of 04 beside them. */
  static String digest(Engine engine, Path documents, Path verdicts) throws IOException {
    List<RowFile> files = RowFile.in(documents);
    if (files.isEmpty()) {
      return RunCaptures.value(PrefixHashes.combine(List.of()));
    }
    int partitions = engine.partitions(files);
    String texts = documents.toString();
    String judged = verdicts.toString();
    JavaPairRDD<byte[], byte[]> members =
        SortedPairs.sort(
            engine.pairs(files, file -> open(file, texts, judged)),
            partitions,
            SortedPairs::byPrefix);
    return RunCaptures.value(
        RowSetDigest.of(engine, members.mapPartitionsToPair(CaptureDates::groups), partitions));
  }

  /** Key: survivor's id, whether it is another, the row; value: nothing. */
  private static Pull.Next<Tuple2<byte[], byte[]>> open(
      RowFile file, String documents, String verdicts) throws IOException {
    RowReader<DocumentRow> rows =
        Pull.untilTaskEnds(
            RowReader.open(DocumentRow.TYPE, file.at(documents), "id", "fetched_at"));
    RowReader<SurvivorRow> judged =
        Pull.untilTaskEnds(
            RowReader.open(SurvivorRow.TYPE, file.at(verdicts), "keep", "rule", "survivor"));
    return () -> {
      for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
        SurvivorRow verdict = judged.required();
        if (verdict.survivor().length > 0) {
          return pair(verdict.survivor(), OTHER, row);
        }
        if (verdict.stoodLast()) {
          return pair(row.id(), SURVIVOR, row);
        }
      }
      return null;
    };
  }

  private static Tuple2<byte[], byte[]> pair(byte[] survivor, byte[] role, DocumentRow row) {
    byte[] capture = RunCaptures.row(survivor, row.id(), row.fetchedAt());
    return new Tuple2<>(Bytes.join(survivor, role, capture), new byte[0]);
  }

  /** Along sorted members: all but the survivors that stand alone. */
  private static Iterator<Tuple2<byte[], byte[]>> groups(Iterator<Tuple2<byte[], byte[]>> sorted) {
    Walk walk = new Walk(sorted);
    return new Pull<>(walk::next);
  }

  private static final class Walk {
    private final Iterator<Tuple2<byte[], byte[]>> sorted;
    private byte @Nullable [] survivor;
    private byte @Nullable [] held;

    Walk(Iterator<Tuple2<byte[], byte[]>> sorted) {
      this.sorted = sorted;
    }

    @Nullable Tuple2<byte[], byte[]> next() {
      byte[] waiting = held;
      if (waiting != null) {
        held = null;
        return RowSetDigest.pair(waiting);
      }
      while (sorted.hasNext()) {
        byte[] key = sorted.next()._1();
        byte[] capture = Bytes.slice(key, ID + 1, key.length);
        if (key[ID] == SURVIVOR[0]) {
          survivor = key;
          continue;
        }
        byte[] first = survivor;
        if (first != null && Bytes.sameRange(first, key, 0, ID)) {
          survivor = null;
          held = capture;
          return RowSetDigest.pair(Bytes.slice(first, ID + 1, first.length));
        }
        return RowSetDigest.pair(capture);
      }
      return null;
    }
  }
}
