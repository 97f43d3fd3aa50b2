package org.estover.dedupe.near;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The connected groups of a graph of duplicate pairs; the smallest key of a group is its root.
 *
 * <p>Union-find with path halving. As a join always hangs the greater root under the smaller one,
 * roots depend on the set of pairs only, never on their order. Cost: amortised O(log n) per join;
 * memory: all joined keys, so for one machine's share of a corpus. Not thread-safe.
 *
 * @param <K> a key whose order is the rule of survival, such as {@link SurvivorKey}
 */
public final class Clusters<K extends Comparable<? super K>> {
  private final Map<K, K> parents = new HashMap<>();

  /** Records that two keys are duplicates; a key joined with itself is a group of one. */
  public void join(K key, K other) {
    K root = rootOrSelf(key);
    K otherRoot = rootOrSelf(other);
    int order = root.compareTo(otherRoot);
    if (order < 0) {
      parents.put(otherRoot, root);
    } else if (order > 0) {
      parents.put(root, otherRoot);
    }
  }

  /** The smallest key of the group; the key itself if it was never joined. */
  public K root(K key) {
    return parents.containsKey(key) ? rootOrSelf(key) : key;
  }

  /** All groups by root, members ascending, roots included. */
  public SortedMap<K, SortedSet<K>> groups() {
    SortedMap<K, SortedSet<K>> groups = new TreeMap<>();
    for (K key : new TreeSet<>(parents.keySet())) {
      groups.computeIfAbsent(rootOrSelf(key), root -> new TreeSet<>()).add(key);
    }
    return groups;
  }

  private K rootOrSelf(K key) {
    K at = key;
    K parent = parents.computeIfAbsent(at, self -> self);
    while (!parent.equals(at)) {
      K grandparent = parents.getOrDefault(parent, parent);
      parents.put(at, grandparent);
      at = grandparent;
      parent = parents.getOrDefault(at, at);
    }
    return at;
  }
}
