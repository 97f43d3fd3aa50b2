package org.estover.jobs.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.dedupe.near.CandidateWindow;
import scala.Tuple2;

/**
 * Pairs of documents that may be similar, among the survivors of {@link ExactGroups}.
 *
 * <p>Texts of equal signatures are compared with the smallest of them, and only that one goes on.
 * Candidates then share a band key; which members of a band are compared, {@link CandidateWindow}
 * says. A band's walk remembers as many members.
 */
final class NearPairs {
  private static final int KEY = 8;
  private static final byte[] NONE = {};

  private NearPairs() {}

  /** Candidates as edges from the larger vertex to the smaller; some may come twice. */
  static JavaPairRDD<byte[], byte[]> of(ExactGroups exact, int partitions) {
    JavaPairRDD<byte[], byte[]> signatures =
        SortedPairs.sort(
            exact
                .survivors()
                .filter(survivor -> survivor._2().length > 0)
                .mapToPair(
                    survivor ->
                        new Tuple2<>(
                            Bytes.join(Bytes.slice(survivor._2(), 0, KEY), survivor._1()),
                            survivor._2())),
            partitions,
            SortedPairs::byPrefix);
    JavaPairRDD<byte[], byte[]> equal =
        signatures.mapPartitionsToPair(sorted -> equalSignatures(sorted));
    JavaPairRDD<byte[], byte[]> bands =
        signatures
            .mapPartitionsToPair(sorted -> smallest(sorted))
            .flatMapToPair(member -> bandKeys(member._1(), member._2()));
    return SortedPairs.sort(bands, partitions, SortedPairs::byPrefix)
        .mapPartitionsToPair(NearPairs::candidates)
        .union(equal);
  }

  /** Along documents sorted by signature: each but the smallest of a signature with that one. */
  private static Iterator<Tuple2<byte[], byte[]>> equalSignatures(
      Iterator<Tuple2<byte[], byte[]>> sorted) {
    Smallest smallest = new Smallest();
    return new Pull<>(
        () -> {
          while (sorted.hasNext()) {
            byte[] entry = sorted.next()._1();
            if (!smallest.enter(entry)) {
              return new Tuple2<>(Vertex.edge(vertex(entry), vertex(smallest.entry)), NONE);
            }
          }
          return null;
        });
  }

  /** Along documents sorted by signature: the smallest of each with its band keys. */
  private static Iterator<Tuple2<byte[], byte[]>> smallest(
      Iterator<Tuple2<byte[], byte[]>> sorted) {
    Smallest smallest = new Smallest();
    return new Pull<>(
        () -> {
          while (sorted.hasNext()) {
            Tuple2<byte[], byte[]> member = sorted.next();
            if (smallest.enter(member._1())) {
              byte[] bands = Bytes.slice(member._2(), KEY, member._2().length);
              return new Tuple2<>(vertex(member._1()), bands);
            }
          }
          return null;
        });
  }

  /** The first entry of the key that the walk is at. */
  private static final class Smallest {
    private byte[] entry = NONE;

    /** Takes the next entry; true if it is the first of its key. */
    boolean enter(byte[] next) {
      if (entry.length > 0 && Bytes.sameRange(next, entry, 0, KEY)) {
        return false;
      }
      entry = next;
      return true;
    }
  }

  private static byte[] vertex(byte[] entry) {
    return Bytes.slice(entry, KEY, entry.length);
  }

  /** Band key and vertex: keys of different bands are unrelated, so they need no number. */
  private static Iterator<Tuple2<byte[], byte[]>> bandKeys(byte[] vertex, byte[] bands) {
    int count = bands.length / KEY;
    return new Iterator<>() {
      private int band;

      @Override
      public boolean hasNext() {
        return band < count;
      }

      @Override
      public Tuple2<byte[], byte[]> next() {
        byte[] hash = Bytes.slice(bands, band * KEY, (band + 1) * KEY);
        band++;
        return new Tuple2<>(Bytes.join(hash, vertex), NONE);
      }
    };
  }

  /** Along entries sorted by band key. */
  private static Iterator<Tuple2<byte[], byte[]>> candidates(
      Iterator<Tuple2<byte[], byte[]>> sorted) {
    Band band = new Band();
    return new Pull<>(
        () -> {
          while (band.pairs.isEmpty() && sorted.hasNext()) {
            band.add(sorted.next()._1());
          }
          byte[] edge = band.pairs.poll();
          return edge == null ? null : new Tuple2<>(edge, NONE);
        });
  }

  /** The members of one band, as far as a walk must remember them. */
  private static final class Band {
    private final Smallest smallest = new Smallest();
    private final Deque<byte[]> window = new ArrayDeque<>();
    private final Deque<byte[]> pairs = new ArrayDeque<>();

    void add(byte[] entry) {
      if (smallest.enter(entry)) {
        window.clear();
        return;
      }
      byte[] vertex = vertex(entry);
      pairs.add(Vertex.edge(vertex, vertex(smallest.entry)));
      window.forEach(earlier -> pairs.add(Vertex.edge(vertex, earlier)));
      window.add(vertex);
      if (window.size() > CandidateWindow.SIZE) {
        window.remove();
      }
    }
  }
}
