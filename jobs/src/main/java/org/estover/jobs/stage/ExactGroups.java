package org.estover.jobs.stage;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.estover.jobs.rows.RowReader;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Documents of one key, which is that of their content or of their URL: in each group the smallest
 * stays.
 *
 * <p>One shuffle by key; members arrive in survivor's order, rows of one id by a digest of the row,
 * so the first is the survivor whatever the partitions are. Memory per group is one member.
 */
final class ExactGroups {
  private static final int KEY = 16;
  private static final int ID_END = KEY + Vertex.RANK;
  private static final int ID_START = ID_END - Vertex.ID_SIZE;
  private static final byte[] NONE = {};

  private final JavaPairRDD<byte[], byte[]> sorted;
  private final int partitions;
  private final DuplicateRule rule;

  private ExactGroups(JavaPairRDD<byte[], byte[]> pairs, int partitions, DuplicateRule rule) {
    this.sorted = SortedPairs.sort(pairs, partitions, SortedPairs::byPrefix);
    this.partitions = partitions;
    this.rule = rule;
  }

  /** Groups the documents in the files of features by content. */
  static ExactGroups ofContent(Engine engine, String features, List<RowFile> files) {
    return new ExactGroups(
        engine.pairs(files, file -> open(features, file, ExactGroups::byContent)),
        engine.partitions(files),
        DuplicateRule.EXACT);
  }

  /** Groups the documents in the files of features by URL. */
  static ExactGroups ofUrls(Engine engine, String features, List<RowFile> files) {
    return new ExactGroups(
        engine.pairs(files, file -> open(features, file, ExactGroups::byUrl)),
        engine.partitions(files),
        DuplicateRule.URL);
  }

  private static Pull.Next<Tuple2<byte[], byte[]>> open(
      String features, RowFile file, PairOf pairOf) throws IOException {
    RowReader<FeatureRow> rows =
        Pull.untilTaskEnds(RowReader.open(FeatureRow.TYPE, file.at(features)));
    return () -> {
      FeatureRow row = rows.next();
      while (row != null && !row.kept()) {
        row = rows.next();
      }
      return row == null ? null : pairOf.row(row);
    };
  }

  /** Makes the pair of a row. */
  private interface PairOf {
    Tuple2<byte[], byte[]> row(FeatureRow row);
  }

  /** Key: content, rank, tie; value: vertex and band keys. */
  private static Tuple2<byte[], byte[]> byContent(FeatureRow row) {
    return new Tuple2<>(
        Bytes.join(row.content(), Vertex.rank(row.vertex()), row.tie()),
        Bytes.join(row.vertex(), row.bands()));
  }

  /** Key: URL, rank, tie; value: vertex, content and band keys. */
  private static Tuple2<byte[], byte[]> byUrl(FeatureRow row) {
    return new Tuple2<>(
        Bytes.join(row.url(), Vertex.rank(row.vertex()), row.tie()),
        Bytes.join(row.vertex(), row.content(), row.bands()));
  }

  /** From what {@link #byUrl} made of a row to what {@link #byContent} makes of it. */
  private static Tuple2<byte[], byte[]> byContent(Tuple2<byte[], byte[]> byUrl) {
    byte[] key = byUrl._1();
    byte[] value = byUrl._2();
    byte[] content = Bytes.slice(value, Vertex.SIZE, Vertex.SIZE + KEY);
    return new Tuple2<>(
        Bytes.join(content, Bytes.slice(key, KEY, key.length)),
        Bytes.join(Vertex.first(value), Bytes.slice(value, Vertex.SIZE + KEY, value.length)));
  }

  /**
   * Of groups by URL: the groups by content of what stays of them. Documents of the base release
   * stay, so what equals them is found, whichever of their URL's documents is the smallest.
   */
  ExactGroups byContent() {
    return new ExactGroups(
        sorted.mapPartitionsToPair(
            members ->
                walk(members, (group, member) -> group.stays(member) ? byContent(member) : null)),
        partitions,
        DuplicateRule.EXACT);
  }

  /** For each document that is no survivor: its survivor's vertex, then its place and the rule. */
  JavaPairRDD<byte[], byte[]> duplicates() {
    DuplicateRule usual = rule;
    return sorted.mapPartitionsToPair(
        members ->
            walk(
                members,
                (group, member) -> group.stays(member) ? null : group.duplicate(member, usual)));
  }

  /** For each document that is no survivor: the edge from its vertex to its survivor's. */
  JavaPairRDD<byte[], byte[]> edges() {
    return sorted.mapPartitionsToPair(
        members ->
            walk(members, (group, member) -> group.stays(member) ? null : group.edge(member)));
  }

  /** The survivors: their vertices with their band keys. */
  JavaRDD<Tuple2<byte[], byte[]>> survivors() {
    return sorted.mapPartitions(
        members -> walk(members, (group, member) -> group.isFirst ? group.survivor(member) : null));
  }

  /** Along the sorted members: what is said of each, but for those of which nothing is. */
  private static Iterator<Tuple2<byte[], byte[]>> walk(
      Iterator<Tuple2<byte[], byte[]>> members,
      BiFunction<Group, Tuple2<byte[], byte[]>, @Nullable Tuple2<byte[], byte[]>> said) {
    Group group = new Group();
    return new Pull<>(
        () -> {
          while (members.hasNext()) {
            Tuple2<byte[], byte[]> member = members.next();
            group.enter(member);
            Tuple2<byte[], byte[]> found = said.apply(group, member);
            if (found != null) {
              return found;
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
    private boolean isFirst;

    void enter(Tuple2<byte[], byte[]> member) {
      byte[] key = member._1();
      sameIdAsLast =
          lastKey.length > 0 && Bytes.sameRange(key, lastKey, 0, KEY) && sameId(key, lastKey);
      lastKey = key;
      isFirst = survivorKey.length == 0 || !Bytes.sameRange(key, survivorKey, 0, KEY);
      if (isFirst) {
        survivorKey = key;
        survivor = Vertex.first(member._2());
      }
    }

    boolean stays(Tuple2<byte[], byte[]> member) {
      return isFirst || Vertex.isBase(Vertex.first(member._2()));
    }

    Tuple2<byte[], byte[]> survivor(Tuple2<byte[], byte[]> member) {
      byte[] value = member._2();
      return new Tuple2<>(survivor, Bytes.slice(value, Vertex.SIZE, value.length));
    }

    Tuple2<byte[], byte[]> edge(Tuple2<byte[], byte[]> member) {
      return new Tuple2<>(Vertex.edge(Vertex.first(member._2()), survivor), NONE);
    }

    Tuple2<byte[], byte[]> duplicate(Tuple2<byte[], byte[]> member, DuplicateRule usual) {
      byte[] place = Vertex.place(Vertex.first(member._2()));
      return new Tuple2<>(
          survivor, (isSameId(member, usual) ? DuplicateRule.SAME_ID : usual).after(place));
    }

    /**
     * Whether the document is the survivor once more. In a group of equal content it may be the one
     * before it as well, which is as similar to the survivor.
     */
    private boolean isSameId(Tuple2<byte[], byte[]> member, DuplicateRule usual) {
      return sameId(member._1(), survivorKey) || (usual == DuplicateRule.EXACT && sameIdAsLast);
    }

    private static boolean sameId(byte[] key, byte[] other) {
      return Arrays.equals(key, ID_START, ID_END, other, ID_START, ID_END);
    }
  }
}
