package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.dedupe.near.ClusterForest;
import scala.Tuple2;

/**
 * Connected components of the duplicate graph: each vertex with the smallest of its component.
 *
 * <p>Kiveris et al., "Connected Components in MapReduce and Beyond" (SoCC 2014): large-star links
 * the larger neighbours of every vertex to its smallest neighbour, small-star the smaller ones; in
 * turn they shrink every component to a star around its smallest vertex, in O(log^2 n) rounds.
 * Neighbours arrive sorted, so a vertex of any degree takes constant memory, and nothing but sums
 * reaches the driver. The result is a property of the graph, not of the way there.
 *
 * <p>A graph of so few edges that one task holds it in memory is solved there, by union-find.
 */
final class Components {
  private static final byte[] NONE = {};

  /** Far above what the bound gives for any graph that fits a disk. */
  private static final int ROUNDS_LIMIT = 200;

  /** Some 50 MB of union-find. */
  private static final int ONE_TASK_EDGES = 1 << 18;

  private final Engine engine;
  private final int partitions;
  private final int oneTaskEdges;
  private final Path scratch;
  private int rounds;

  Components(Engine engine, int partitions, Path scratch) {
    this(engine, partitions, scratch, ONE_TASK_EDGES);
  }

  /**
   * Makes a search.
   *
   * @param scratch a folder that all workers share, for what the rounds leave
   * @param oneTaskEdges the most edges that one task solves
   */
  Components(Engine engine, int partitions, Path scratch, int oneTaskEdges) {
    this.engine = engine;
    this.partitions = partitions;
    this.scratch = scratch;
    this.oneTaskEdges = oneTaskEdges;
  }

  /**
   * Finds the components. Each round ends in files with a mark, so that a killed search goes on at
   * its last whole round.
   *
   * @param making makes pairs of vertices, the larger first; they may come more than once
   * @return edges from every vertex that is not the smallest of its component to the smallest
   */
  JavaPairRDD<byte[], byte[]> of(SavedPairs.Making making) throws IOException {
    int first = lastRound();
    SavedPairs current =
        SavedPairs.in(
            round(first), engine, () -> sorted(making.make()).mapPartitionsToPair(Distinct::new));
    if (first == 0 && current.sum().count() <= oneTaskEdges) {
      return SortedPairs.sort(current.pairs(engine), 1, Vertex::byId)
          .mapPartitionsToPair(Components::stars);
    }
    for (int round = first + 1; current.sum().count() > 0; round++) {
      JavaPairRDD<byte[], byte[]> edges = current.pairs(engine);
      SavedPairs next = SavedPairs.in(round(round), engine, () -> smallStar(largeStar(edges)));
      if (next.sum().equals(current.sum())) {
        rounds = round;
        return next.pairs(engine);
      }
      if (round == ROUNDS_LIMIT) {
        throw new IllegalStateException("no end after " + round + " rounds");
      }
      current.remove();
      current = next;
    }
    return current.pairs(engine);
  }

  /** How many rounds the last search took, the one that found nothing new included. */
  int rounds() {
    return rounds;
  }

  private Path round(int round) {
    return scratch.resolve(String.format(Locale.ROOT, "round-%03d", round));
  }

  /** The last round that an earlier attempt has left whole, or 0. */
  private int lastRound() {
    for (int round = ROUNDS_LIMIT; round > 0; round--) {
      if (SavedPairs.isIn(round(round))) {
        return round;
      }
    }
    return 0;
  }

  /** Union-find over all edges. */
  private static Iterator<Tuple2<byte[], byte[]>> stars(Iterator<Tuple2<byte[], byte[]>> edges) {
    List<byte[]> all = new ArrayList<>();
    SortedSet<byte[]> ends = new TreeSet<>(Arrays::compareUnsigned);
    edges.forEachRemaining(
        edge -> {
          all.add(edge._1());
          ends.add(Vertex.first(edge._1()));
          ends.add(Vertex.second(edge._1()));
        });
    byte[][] vertices = ends.toArray(byte[][]::new);
    ClusterForest forest = new ClusterForest(vertices.length);
    int[] smaller = new int[all.size()];
    int[] greater = new int[all.size()];
    for (int i = 0; i < all.size(); i++) {
      smaller[i] = find(vertices, Vertex.first(all.get(i)));
      greater[i] = find(vertices, Vertex.second(all.get(i)));
    }
    forest.join(smaller, greater, all.size());
    return IntStream.range(0, vertices.length)
        .filter(vertex -> forest.root(vertex) != vertex)
        .mapToObj(vertex -> Vertex.edge(vertices[vertex], vertices[forest.root(vertex)]))
        .map(edge -> new Tuple2<>(edge, NONE))
        .iterator();
  }

  private static int find(byte[][] vertices, byte[] vertex) {
    return Arrays.binarySearch(vertices, vertex, Arrays::compareUnsigned);
  }

  private JavaPairRDD<byte[], byte[]> largeStar(JavaPairRDD<byte[], byte[]> edges) {
    JavaPairRDD<byte[], byte[]> bothWays = edges.flatMapToPair(edge -> bothWays(edge._1()));
    return sorted(bothWays).mapPartitionsToPair(Components::linkLarger);
  }

  private JavaPairRDD<byte[], byte[]> smallStar(JavaPairRDD<byte[], byte[]> edges) {
    JavaPairRDD<byte[], byte[]> linked =
        sorted(edges).mapPartitionsToPair(pairs -> linkSmaller(new Distinct(pairs)));
    return sorted(linked).mapPartitionsToPair(Distinct::new);
  }

  private static Iterator<Tuple2<byte[], byte[]>> bothWays(byte[] edge) {
    byte[] back = Vertex.edge(Vertex.second(edge), Vertex.first(edge));
    return List.of(new Tuple2<>(edge, NONE), new Tuple2<>(back, NONE)).iterator();
  }

  /** At each vertex: larger neighbours to the smallest of it and its neighbours. */
  private static Iterator<Tuple2<byte[], byte[]>> linkLarger(
      Iterator<Tuple2<byte[], byte[]>> sorted) {
    Star star = new Star();
    return new Pull<>(
        () -> {
          while (sorted.hasNext()) {
            byte[] edge = sorted.next()._1();
            star.enter(edge);
            if (Arrays.compareUnsigned(star.neighbour, star.centre) > 0) {
              return new Tuple2<>(Vertex.edge(star.neighbour, star.smallest), NONE);
            }
          }
          return null;
        });
  }

  /** At each vertex, of which only smaller neighbours come: it and they to the smallest. */
  private static Iterator<Tuple2<byte[], byte[]>> linkSmaller(
      Iterator<Tuple2<byte[], byte[]>> sorted) {
    Star star = new Star();
    return new Pull<>(
        () -> {
          if (!sorted.hasNext()) {
            return null;
          }
          byte[] edge = sorted.next()._1();
          boolean first = star.enter(edge);
          byte[] linked = first ? star.centre : star.neighbour;
          return new Tuple2<>(Vertex.edge(linked, star.smallest), NONE);
        });
  }

  /** The vertex whose neighbours are passing by in ascending order. */
  private static final class Star {
    private byte[] centre = NONE;
    private byte[] neighbour = NONE;
    private byte[] smallest = NONE;

    /** Takes the next edge; true if it is the first one of its vertex. */
    boolean enter(byte[] edge) {
      neighbour = Vertex.second(edge);
      if (centre.length > 0 && Bytes.sameRange(edge, centre, 0, Vertex.SIZE)) {
        return false;
      }
      centre = Vertex.first(edge);
      boolean smaller = Arrays.compareUnsigned(neighbour, centre) < 0;
      smallest = smaller ? neighbour : centre;
      return true;
    }
  }

  private JavaPairRDD<byte[], byte[]> sorted(JavaPairRDD<byte[], byte[]> edges) {
    return SortedPairs.sort(edges, partitions, Vertex::byId);
  }
}
