package org.estover.jobs.stage;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.estover.jobs.rows.RowReader;
import scala.Tuple2;

/**
 * Documents of equal content: in each group the smallest (priority, id) stays.
 *
 * <p>One shuffle by content key; members arrive in survivor's order, rows of one id by a digest of
 * the row, so the first is the survivor whatever the partitions are. Memory per group is one
 * member.
 */
final class ExactGroups {
  private static final int CONTENT = 16;
  private static final int ID_END = CONTENT + 20;
  private static final byte[] NONE = {};

  private final JavaPairRDD<byte[], byte[]> sorted;

  private ExactGroups(JavaPairRDD<byte[], byte[]> sorted) {
    this.sorted = sorted;
  }

  /** Groups the documents in the files of features. */
  static ExactGroups of(Engine engine, String features, List<RowFile> files) {
    JavaPairRDD<byte[], byte[]> pairs = engine.pairs(files, file -> open(features, file));
    return new ExactGroups(
        SortedPairs.sort(pairs, engine.partitions(files), SortedPairs::byPrefix));
  }

  private static Pull.Next<Tuple2<byte[], byte[]>> open(String features, RowFile file)
      throws IOException {
    RowReader<FeatureRow> rows =
        Pull.untilTaskEnds(
            RowReader.open(
                FeatureRow.TYPE, file.at(features), "vertex", "content", "tie", "bands"));
    return () -> {
      FeatureRow row = rows.next();
      while (row != null && !row.kept()) {
        row = rows.next();
      }
      return row == null ? null : pair(row);
    };
  }

  /** Key: content, priority, id, tie; value: vertex and band keys. */
  private static Tuple2<byte[], byte[]> pair(FeatureRow row) {
    byte[] rank = Bytes.slice(row.vertex(), 0, 20);
    return new Tuple2<>(
        Bytes.join(row.content(), rank, row.tie()), Bytes.join(row.vertex(), row.bands()));
  }

  /** For each document that is no survivor: its survivor's vertex, then its place and the rule. */
  JavaPairRDD<byte[], byte[]> duplicates() {
    return sorted.mapPartitionsToPair(members -> walk(members, false, Group::duplicate));
  }

  /** The survivors: their vertices with their band keys. */
  JavaRDD<Tuple2<byte[], byte[]>> survivors() {
    return sorted.mapPartitions(members -> walk(members, true, Group::survivor));
  }

  /** Along the sorted members: what is said of the survivors, or of all others. */
  private static Iterator<Tuple2<byte[], byte[]>> walk(
      Iterator<Tuple2<byte[], byte[]>> members,
      boolean survivors,
      BiFunction<Group, Tuple2<byte[], byte[]>, Tuple2<byte[], byte[]>> said) {
    Group group = new Group();
    return new Pull<>(
        () -> {
          while (members.hasNext()) {
            Tuple2<byte[], byte[]> member = members.next();
            boolean stays = !survivors && Vertex.isBase(Vertex.first(member._2()));
            if (group.isSurvivor(member) == survivors && !stays) {
              return said.apply(group, member);
            }
          }
          return null;
        });
  }

  /** The group that the walk is in. */
  private static final class Group {
    private byte[] survivorKey = NONE;
    private byte[] survivor = NONE;
    private byte[] lastKey = NONE;
    private boolean sameIdAsLast;

    boolean isSurvivor(Tuple2<byte[], byte[]> member) {
      byte[] key = member._1();
      sameIdAsLast = lastKey.length > 0 && Bytes.sameRange(key, lastKey, 0, ID_END);
      lastKey = key;
      if (survivorKey.length > 0 && Bytes.sameRange(key, survivorKey, 0, CONTENT)) {
        return false;
      }
      survivorKey = key;
      survivor = Vertex.first(member._2());
      return true;
    }

    Tuple2<byte[], byte[]> survivor(Tuple2<byte[], byte[]> member) {
      byte[] value = member._2();
      return new Tuple2<>(survivor, Bytes.slice(value, Vertex.SIZE, value.length));
    }

    Tuple2<byte[], byte[]> duplicate(Tuple2<byte[], byte[]> member) {
      byte[] place = Vertex.place(Vertex.first(member._2()));
      DuplicateRule rule = sameIdAsLast ? DuplicateRule.SAME_ID : DuplicateRule.EXACT;
      return new Tuple2<>(survivor, rule.after(place));
    }
  }
}
