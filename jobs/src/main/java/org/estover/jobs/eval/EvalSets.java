package org.estover.jobs.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.dedupe.overlap.EvalItem;

/** The evaluation sets of one comparison, each from one file, by name. */
public final class EvalSets {
  private final SortedMap<String, EvalSet> sets = new TreeMap<>();
  private final SortedMap<String, Path> files = new TreeMap<>();

  /**
   * Adds the set that was read from a file.
   *
   * @throws EvalPlanException if another file has a set of that name: items of both would have the
   *     same ids
   */
  public void add(Path file, EvalSet set) throws IOException {
    if (set.benchmark().isEmpty()) {
      throw Errors.noName(file);
    }
    Path other = files.putIfAbsent(set.benchmark(), file);
    if (other != null) {
      throw Errors.twoOfOneName(set.benchmark(), other, file);
    }
    sets.put(set.benchmark(), set);
  }

  /**
   * Refuses a set without an item: that documents were compared with it would be untrue.
   *
   * @throws EvalPlanException that names its file
   */
  public void requireItems() throws IOException {
    for (Map.Entry<String, EvalSet> set : sets.entrySet()) {
      if (set.getValue().items().isEmpty()) {
        throw Errors.noItem(Objects.requireNonNull(files.get(set.getKey())), set.getValue());
      }
    }
  }

  /** The sets, by name. */
  public Collection<EvalSet> sets() {
    return List.copyOf(sets.values());
  }

  /**
   * The items of all sets.
   *
   * @throws EvalPlanException if there is none
   */
  public List<EvalItem> items() throws IOException {
    List<EvalItem> items = new ArrayList<>();
    for (EvalSet set : sets.values()) {
      items.addAll(set.items());
    }
    if (items.isEmpty()) {
      throw Errors.noItems(files.values(), sets.values());
    }
    return items;
  }
}
