package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.run.Durable;
import org.estover.jobs.run.Leftovers;
import scala.Tuple2;

/**
 * Pairs in a folder of their own with a completion mark: where a step of a stage begins again after
 * a kill, and from where Spark would compute again what it has lost.
 *
 * @param folder with a file of rows a partition, and the mark
 * @param sum of the pairs' keys
 */
record SavedPairs(Path folder, RowSum sum) {
  /** A pair as a row. */
  @SuppressWarnings("ArrayRecordComponent") // Written and read, never compared.
  private record PairRow(byte[] key, byte[] value) {
    static final RowType<PairRow> TYPE =
        RowType.<PairRow>named("pair")
            .bytes("key", PairRow::key)
            .bytes("value", PairRow::value)
            .rows(at -> new PairRow(at.bytes("key"), at.bytes("value")));
  }

  /** Whether an earlier attempt has saved pairs there. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(Leftovers.STEP_MARK));
  }

  /** Something that makes pairs, which is not asked if they are there already. */
  interface Making {
    JavaPairRDD<byte[], byte[]> make() throws IOException;
  }

  /**
   * Makes and saves pairs, or opens those that an earlier attempt has saved there.
   *
   * @throws IOException if a disk fails; what was written without its mark is made again
   */
  static SavedPairs in(Path folder, Engine engine, Making making) throws IOException {
    Path mark = folder.resolve(Leftovers.STEP_MARK);
    if (isIn(folder)) {
      return new SavedPairs(folder, RowSum.parse(Files.readString(mark)));
    }
    Leftovers.removeTree(folder);
    String place = Files.createDirectories(folder).toString();
    JavaPairRDD<byte[], byte[]> pairs = making.make();
    RowSum sum =
        engine.result(
            () ->
                pairs
                    .mapPartitionsWithIndex(
                        (index, part) -> List.of(write(Path.of(place), index, part)).iterator(),
                        false)
                    .fold(RowSum.ZERO, RowSum::plus));
    Durable.write(mark, sum.text());
    return new SavedPairs(folder, sum);
  }

  private static RowSum write(Path folder, int index, Iterator<Tuple2<byte[], byte[]>> pairs)
      throws IOException {
    Path file = folder.resolve(RowFile.name(index, 0));
    RowSum sum = RowSum.ZERO;
    try (RowWriter<PairRow> out = RowWriter.create(PairRow.TYPE, file)) {
      while (pairs.hasNext()) {
        Tuple2<byte[], byte[]> pair = pairs.next();
        out.write(new PairRow(pair._1(), pair._2()));
        sum = sum.plus(RowSum.of(pair._1()));
      }
      out.commitForced();
    }
    FirstAttempts.fail();
    return sum;
  }

  /** The pairs. */
  JavaPairRDD<byte[], byte[]> pairs(Engine engine) throws IOException {
    String place = folder.toString();
    return engine.pairs(
        RowFile.in(folder),
        file -> {
          RowReader<PairRow> rows =
              Pull.untilTaskEnds(RowReader.open(PairRow.TYPE, file.at(place)));
          return () -> {
            PairRow row = rows.next();
            return row == null ? null : new Tuple2<>(row.key(), row.value());
          };
        });
  }

  /** Removes what the next step has made dispensable. */
  void remove() throws IOException {
    Leftovers.removeTree(folder);
  }
}
