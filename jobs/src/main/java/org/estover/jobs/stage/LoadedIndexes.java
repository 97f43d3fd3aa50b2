package org.estover.jobs.stage;

import java.io.IOException;
import org.estover.dedupe.overlap.EvalIndex;
import org.jspecify.annotations.Nullable;

/**
 * The index of evaluation items that this process last worked with: tasks come by the thousand, and
 * making an index costs more than many a file of documents.
 */
final class LoadedIndexes {
  private static @Nullable EvalIndex last;
  private static String lastName = "";

  private LoadedIndexes() {}

  /**
   * The index of items by a profile.
   *
   * @param name tells the items from all others
   * @param packed the items, as {@link PackedItems} has them
   */
  static EvalIndex of(String name, OverlapProfile profile, byte[] packed) throws IOException {
    synchronized (LoadedIndexes.class) {
      String wanted = profile.word() + " " + name;
      EvalIndex known = last;
      if (known == null || !lastName.equals(wanted)) {
        known = profile.index(PackedItems.unpack(packed));
        last = known;
        lastName = wanted;
      }
      return known;
    }
  }
}
