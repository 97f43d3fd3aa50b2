package org.estover.dedupe.near;

/**
 * The connected groups of a graph whose vertices are the numbers 0 to n-1, in survivor's order.
 *
 * <p>Union-find with path halving, in 4 bytes a vertex. The greater root always hangs under the
 * smaller one, so the root of a group is its smallest member, and depends on the set of pairs only,
 * never on their order. Source: R. Tarjan, J. van Leeuwen, Worst-case analysis of set union
 * algorithms (JACM 1984). Cost: amortised O(log n) per pair. Not thread-safe.
 */
public final class ClusterForest {
  /** Pairs whose vertices are looked at together: their lines stay in the nearest caches. */
  private static final int BATCH = 256;

  private final int[] parents;

  /** Kept so that the reads are made; what they read is of no interest. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  /** Makes a forest in which each vertex is alone. */
  public ClusterForest(int vertices) {
    parents = new int[vertices];
    for (int i = 0; i < vertices; i++) {
      parents[i] = i;
    }
  }

  /** Joins the groups of two vertices; true if they were two. */
  public boolean join(int vertex, int other) {
    int root = root(vertex);
    int otherRoot = root(other);
    if (root == otherRoot) {
      return false;
    }
    parents[Math.max(root, otherRoot)] = Math.min(root, otherRoot);
    return true;
  }

  /**
   * Joins the groups of the vertices of pairs, as {@link #join(int, int)} does one after the other.
   * Where vertices lie far apart, it is nearly twice as fast: their places are read first, and
   * these reads do not wait for one another.
   *
   * @param vertices the first of each pair
   * @param others the second of each pair
   * @param count how many pairs there are; what stands behind them is not looked at
   */
  public void join(int[] vertices, int[] others, int count) {
    for (int from = 0; from < count; from += BATCH) {
      int to = Math.min(from + BATCH, count);
      long read = 0;
      for (int i = from; i < to; i++) {
        read += parents[vertices[i]] + parents[others[i]];
      }
      touched = read;
      for (int i = from; i < to; i++) {
        join(vertices[i], others[i]);
      }
    }
  }

  /** The smallest vertex of the group. */
  public int root(int vertex) {
    int at = vertex;
    int parent = parents[at];
    while (parent != at) {
      int grandparent = parents[parent];
      parents[at] = grandparent;
      at = grandparent;
      parent = parents[at];
    }
    return at;
  }

  /** The number of vertices. */
  public int size() {
    return parents.length;
  }
}
