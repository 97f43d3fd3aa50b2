package org.estover.tokenize.text;

import java.util.Arrays;

/** Lengths of Huffman codes: the least bits for symbols that occur so often. */
final class CodeLengths {
  private CodeLengths() {}

  /**
   * The length of each symbol's code; 0 for what does not occur, and for a symbol that is alone.
   * Depends on nothing but the counts: of equal weights, the smaller symbol comes first, and a
   * symbol before a pair.
   */
  static int[] of(int[] counts) {
    int[] symbols = byCount(counts);
    int[] lengths = new int[counts.length];
    int leaves = symbols.length;
    if (leaves < 2) {
      return lengths;
    }
    // Symbols by weight, then pairs in the order of their making, which is that of their weights.
    int nodes = 2 * leaves - 1;
    long[] weight = new long[nodes];
    int[] parent = new int[nodes];
    for (int leaf = 0; leaf < leaves; leaf++) {
      weight[leaf] = counts[symbols[leaf]];
    }
    int nextLeaf = 0;
    int nextPair = leaves;
    for (int made = leaves; made < nodes; made++) {
      for (int side = 0; side < 2; side++) {
        boolean isLeaf =
            nextLeaf < leaves && (nextPair == made || weight[nextLeaf] <= weight[nextPair]);
        int least = isLeaf ? nextLeaf++ : nextPair++;
        weight[made] += weight[least];
        parent[least] = made;
      }
    }
    int[] depth = new int[nodes];
    for (int node = nodes - 2; node >= 0; node--) {
      depth[node] = depth[parent[node]] + 1;
      if (node < leaves) {
        lengths[symbols[node]] = depth[node];
      }
    }
    return lengths;
  }

  private static int[] byCount(int[] counts) {
    long[] keys = new long[counts.length];
    int used = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        keys[used++] = ((long) counts[symbol] << Integer.SIZE) | symbol;
      }
    }
    Arrays.sort(keys, 0, used);
    int[] symbols = new int[used];
    for (int i = 0; i < used; i++) {
      symbols[i] = (int) keys[i];
    }
    return symbols;
  }
}
