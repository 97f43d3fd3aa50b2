package org.estover.dedupe.near;

import java.util.SplittableRandom;
import org.estover.dedupe.Pass;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The clusters of a graph of documents; the "bytes" of a pass are its edges, so that MB/s read as
 * millions of edges per CPU second; counted are the clusters. Edges are made as they are needed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class ClusterBenchmark {
  private static final long SEED = 7;

  /** Pairs that are handed over together. */
  private static final int PAIRS = 1024;

  /** Documents. */
  @Param({"10000000"})
  public int documents;

  /**
   * How documents hang together: each with one chosen at random, or each with the next, forwards,
   * backwards or in an order that jumps.
   */
  @Param({"random", "path", "path-backwards", "path-jumping"})
  public String graph;

  /** Joins all edges, then asks for the root of each document. */
  @Benchmark
  public long clusters(Pass pass) {
    pass.start();
    ClusterForest forest = new ClusterForest(documents);
    join(forest);
    long roots = 0;
    for (int i = 0; i < documents; i++) {
      roots += forest.root(i) == i ? 1 : 0;
    }
    pass.stop(documents, roots);
    return roots;
  }

  private void join(ClusterForest forest) {
    switch (graph) {
      case "random" -> {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] vertices = new int[PAIRS];
        int[] others = new int[PAIRS];
        for (int i = 0; i < documents; ) {
          int count = Math.min(PAIRS, documents - i);
          for (int pair = 0; pair < count; pair++) {
            vertices[pair] = random.nextInt(documents);
            others[pair] = random.nextInt(documents);
          }
          forest.join(vertices, others, count);
          i += count;
        }
      }
      case "path" -> {
        for (int i = 1; i < documents; i++) {
          forest.join(i - 1, i);
        }
      }
      case "path-backwards" -> {
        for (int i = documents - 1; i > 0; i--) {
          forest.join(i - 1, i);
        }
      }
      case "path-jumping" -> {
        // A prime step that divides no usual number of documents visits each edge once.
        int at = 0;
        for (int i = 0; i < documents; i++) {
          forest.join(at, Math.min(at + 1, documents - 1));
          at = (int) ((at + 6_700_417L) % documents);
        }
      }
      default -> throw new IllegalArgumentException(graph);
    }
  }
}
