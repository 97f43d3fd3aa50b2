package org.estover.jobs.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Files cut into packs, each the work of one task: starting a task, and carrying to it what it is
 * to do, costs more than reading a small file.
 */
final class Packs {
  /** A pack this large is worth a task of its own, on any number of processors. */
  private static final long ENOUGH_BYTES = 32L << 20;

  /** So many for each processor that the last to end does not keep the others waiting long. */
  private static final int PER_PROCESSOR = 4;

  private Packs() {}

  /** What a task can be given, and how much work it is. */
  interface Sized extends Serializable {
    /** In bytes, on disk. */
    long size();
  }

  /**
   * Cuts {@code files}, in their order, wherever a pack has become large enough.
   *
   * @param processors how many tasks run at once
   */
  static <F extends Sized> List<List<F>> of(List<F> files, int processors) {
    long total = files.stream().mapToLong(Sized::size).sum();
    long enough = Math.min(ENOUGH_BYTES, total / ((long) processors * PER_PROCESSOR));
    List<List<F>> packs = new ArrayList<>();
    List<F> pack = new ArrayList<>();
    long size = 0;
    for (F file : files) {
      pack.add(file);
      size += file.size();
      if (size >= enough) {
        packs.add(List.copyOf(pack));
        pack = new ArrayList<>();
        size = 0;
      }
    }
    if (!pack.isEmpty()) {
      packs.add(List.copyOf(pack));
    }
    return packs;
  }

  /** Cuts pairs whose keys begin with a place: each goes to the pack that holds its file. */
  static SortedPairs.Cut byFile(List<List<RowFile>> packs) {
    int files = packs.stream().mapToInt(List::size).sum();
    int[] packOf = new int[files];
    for (int pack = 0; pack < packs.size(); pack++) {
      for (RowFile file : packs.get(pack)) {
        packOf[file.index()] = pack;
      }
    }
    return (key, partitions) -> packOf[Vertex.file(key)];
  }
}
