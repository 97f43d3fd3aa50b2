package org.estover.jobs.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.dedupe.near.NearClusters;
import org.estover.dedupe.near.NearDuplicates;
import org.estover.dedupe.near.SurvivorKey;
import scala.Tuple2;

/** The judgement of 04-dedupe in one thread's memory: hash maps and union-find, no shuffle. */
final class PlainDuplicates {
  private static final byte[] SAME = Similarity.bytes(1);

  /** The text of a kept document. */
  interface Texts {
    String at(byte[] place);
  }

  private final Similarity similarity;
  private final Map<Vertex.Key, byte[]> roots = new HashMap<>();
  private final List<FeatureRow> survivors = new ArrayList<>();
  private final List<Tuple2<byte[], byte[]>> exact = new ArrayList<>();

  PlainDuplicates(Similarity similarity) {
    this.similarity = similarity;
  }

  /**
   * The duplicates of each file in order of their rows: place, then survivor's id, similarity,
   * rule.
   */
  Map<Integer, List<Tuple2<byte[], byte[]>>> of(List<FeatureRow> rows, Texts texts) {
    findExact(rows);
    findNear(texts);
    Map<Integer, List<Tuple2<byte[], byte[]>>> found = new HashMap<>();
    for (Tuple2<byte[], byte[]> duplicate : exact) {
      byte[] place = Bytes.slice(duplicate._2(), 0, Vertex.placeSize());
      add(found, place, DuplicateRule.last(duplicate._2()).after(root(duplicate._1())));
    }
    for (FeatureRow row : survivors) {
      byte[] root = root(row.vertex());
      if (!Arrays.equals(Bytes.slice(root, 0, 16), Vertex.id(row.vertex()))) {
        add(found, Vertex.place(row.vertex()), DuplicateRule.NEAR.after(root));
      }
    }
    found.values().forEach(list -> list.sort((a, b) -> Arrays.compareUnsigned(a._1(), b._1())));
    return found;
  }

  /** The id of the survivor, and the similarity to it. */
  private byte[] root(byte[] vertex) {
    byte[] known = roots.get(new Vertex.Key(vertex));
    return known == null ? Bytes.join(Vertex.id(vertex), SAME) : known;
  }

  private static void add(
      Map<Integer, List<Tuple2<byte[], byte[]>>> found, byte[] place, byte[] finding) {
    found
        .computeIfAbsent(Vertex.file(place), file -> new ArrayList<>())
        .add(new Tuple2<>(place, finding));
  }

  private void findExact(List<FeatureRow> rows) {
    List<FeatureRow> kept = new ArrayList<>(rows);
    kept.removeIf(row -> !row.kept());
    kept.sort(
        Comparator.comparing(FeatureRow::content, Arrays::compareUnsigned)
            .thenComparing(row -> Bytes.slice(row.vertex(), 0, 20), Arrays::compareUnsigned)
            .thenComparing(FeatureRow::tie, Arrays::compareUnsigned));
    FeatureRow survivor = FeatureRow.DROPPED;
    FeatureRow last = FeatureRow.DROPPED;
    for (FeatureRow row : kept) {
      if (Arrays.equals(row.content(), survivor.content())) {
        boolean same = Bytes.sameRange(row.vertex(), last.vertex(), 0, 20);
        DuplicateRule rule = same ? DuplicateRule.SAME_ID : DuplicateRule.EXACT;
        exact.add(new Tuple2<>(survivor.vertex(), rule.after(Vertex.place(row.vertex()))));
      } else {
        survivors.add(row);
        survivor = row;
      }
      last = row;
    }
  }

  private void findNear(Texts texts) {
    if (!similarity.near()) {
      return;
    }
    NearDuplicates near = new NearDuplicates(similarity.config());
    for (FeatureRow row : survivors) {
      long[] keys = Similarity.longs(row.bands());
      SurvivorKey key = SurvivorKey.of(priority(row.vertex()), Vertex.id(row.vertex()));
      if (keys.length == 0) {
        near.add(key, new long[0]);
      } else {
        near.add(key, keys[0], Arrays.copyOfRange(keys, 1, keys.length));
      }
    }
    NearClusters clusters =
        near.find(number -> texts.at(Vertex.place(survivors.get(number).vertex())));
    for (int i = 0; i < survivors.size(); i++) {
      byte[] root = survivors.get(clusters.survivors()[i]).vertex();
      byte[] found = Bytes.join(Vertex.id(root), Similarity.bytes(clusters.similarities()[i]));
      roots.put(new Vertex.Key(survivors.get(i).vertex()), found);
    }
  }

  private static int priority(byte[] vertex) {
    return Bytes.int32(vertex, 0) ^ Integer.MIN_VALUE;
  }
}
