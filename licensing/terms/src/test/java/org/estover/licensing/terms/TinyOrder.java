package org.estover.licensing.terms;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.RemovedTokens;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;

/** Derives orders of small releases. */
final class TinyOrder {

  private TinyOrder() {}

  /** Writes the order of so many positions that reads none of some documents; returns its id. */
  static String without(Path folder, Predicate<ReleasedDocument> removed, long positions, Path file)
      throws IOException {
    Release release = Release.open(folder);
    PackedOrder parent = release.content().packedOrder();
    List<RemovedTokens> gone = new ArrayList<>();
    for (int source = 0; source < parent.sources().size(); source++) {
      long start = 0;
      for (ReleasedShard shard : release.content().shardsOf(parent.sources().get(source).name())) {
        try (DocumentTable table = release.documents(shard)) {
          for (long row = 0; row < table.rowCount(); row++) {
            if (removed.test(table.row(row).document())) {
              DocumentTable.RowPlace place = table.place(row);
              gone.add(
                  new RemovedTokens(source, start + place.tokenStart(), start + place.tokenEnd()));
            }
          }
          start += table.tokenCount();
        }
      }
    }
    DerivedOrder order = DerivedOrder.without(parent, release.id(), positions, gone);
    order.write(file);
    return order.id();
  }
}
