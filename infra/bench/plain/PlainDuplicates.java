package org.estover.jobs.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estover.dedupe.near.Clusters;
import scala.Tuple2;

/** The judgement of 04-dedupe in one thread's memory: hash maps and union-find, no shuffle. */
final class PlainDuplicates {
  private static final int WINDOW = 16;

  private final Similarity similarity;
  private final Clusters<Vertex.Key> clusters = new Clusters<>();
  private final List<FeatureRow> survivors = new ArrayList<>();
  private final List<Tuple2<byte[], byte[]>> exact = new ArrayList<>();

  PlainDuplicates(Similarity similarity) {
    this.similarity = similarity;
  }

  /** The duplicates of each file in order of their rows: place, then survivor's id and rule. */
  Map<Integer, List<Tuple2<byte[], byte[]>>> of(List<FeatureRow> rows) {
    findExact(rows);
    findNear();
    Map<Integer, List<Tuple2<byte[], byte[]>>> found = new HashMap<>();
    for (Tuple2<byte[], byte[]> duplicate : exact) {
      byte[] root = clusters.root(new Vertex.Key(duplicate._1())).vertex();
      byte[] place = Bytes.slice(duplicate._2(), 0, Vertex.placeSize());
      add(found, place, DuplicateRule.last(duplicate._2()).after(Vertex.id(root)));
    }
    for (FeatureRow row : survivors) {
      byte[] root = clusters.root(new Vertex.Key(row.vertex())).vertex();
      if (!Arrays.equals(root, row.vertex())) {
        add(found, Vertex.place(row.vertex()), DuplicateRule.NEAR.after(Vertex.id(root)));
      }
    }
    found.values().forEach(list -> list.sort((a, b) -> Arrays.compareUnsigned(a._1(), b._1())));
    return found;
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

  private void findNear() {
    if (!similarity.near()) {
      return;
    }
    survivors.sort(Comparator.comparing(FeatureRow::vertex, Arrays::compareUnsigned));
    Map<Long, List<Integer>> bands = new HashMap<>();
    Set<Long> judged = new HashSet<>();
    for (int number = 0; number < survivors.size(); number++) {
      byte[] keys = survivors.get(number).bands();
      for (int at = 0; at < keys.length; at += 8) {
        List<Integer> band = bands.computeIfAbsent(Bytes.int64(keys, at), key -> new ArrayList<>());
        for (Iterator<Integer> earlier = candidates(band); earlier.hasNext(); ) {
          judge(earlier.next(), number, judged);
        }
        band.add(number);
      }
    }
  }

  /** The first of a band, and the window before its end. */
  private static Iterator<Integer> candidates(List<Integer> band) {
    List<Integer> chosen =
        new ArrayList<>(band.subList(Math.max(0, band.size() - WINDOW), band.size()));
    if (band.size() > WINDOW) {
      chosen.add(band.get(0));
    }
    return chosen.iterator();
  }

  private void judge(int one, int other, Set<Long> judged) {
    if (judged.add(((long) one << 32) | other)
        && similarity.similar(survivors.get(one).signature(), survivors.get(other).signature())) {
      clusters.join(
          new Vertex.Key(survivors.get(one).vertex()),
          new Vertex.Key(survivors.get(other).vertex()));
    }
  }
}
