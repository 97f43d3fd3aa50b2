package org.estover.dedupe.near;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Near-duplicates by comparing all pairs of sets of words. */
final class SlowNearDuplicates {
  private SlowNearDuplicates() {}

  /** For each document the smallest of all that chains of similar pairs lead to. */
  static Map<SurvivorKey, SurvivorKey> survivors(
      List<NearDuplicatesTest.Doc> documents, NearConfig config) {
    Shingles shingles = new Shingles(config.shingleWords());
    List<Set<Long>> sets = documents.stream().map(doc -> set(shingles.of(doc.text()))).toList();
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (similarity(sets.get(i), sets.get(j)) >= config.threshold()) {
          pairs.add(new int[] {i, j});
        }
      }
    }
    // Numbered in survivor's order, so that the smallest number is that of the survivor.
    List<SurvivorKey> keys =
        documents.stream().map(NearDuplicatesTest.Doc::key).sorted().distinct().toList();
    for (int[] pair : pairs) {
      pair[0] = keys.indexOf(documents.get(pair[0]).key());
      pair[1] = keys.indexOf(documents.get(pair[1]).key());
    }
    int[] smallest = ClusterForestTest.smallestReachable(keys.size(), pairs);
    Map<SurvivorKey, SurvivorKey> survivors = new TreeMap<>();
    for (int i = 0; i < smallest.length; i++) {
      survivors.put(keys.get(i), keys.get(smallest[i]));
    }
    return survivors;
  }

  private static Set<Long> set(long[] shingles) {
    Set<Long> set = new HashSet<>();
    for (long shingle : shingles) {
      set.add(shingle);
    }
    return set;
  }

  private static double similarity(Set<Long> set, Set<Long> other) {
    Set<Long> shared = new HashSet<>(set);
    shared.retainAll(other);
    Set<Long> all = new HashSet<>(set);
    all.addAll(other);
    return all.isEmpty() ? 0 : (double) shared.size() / all.size();
  }
}
