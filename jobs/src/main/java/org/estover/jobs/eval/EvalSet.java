package org.estover.jobs.eval;

import java.util.List;
import org.estover.dedupe.overlap.EvalItem;

/**
 * The items of one file, in its order.
 *
 * @param benchmark the name that the items carry
 * @param records the records of the file, blank lines not among them
 * @param items those that are items
 * @param aside those that are not; records = items + aside
 */
public record EvalSet(String benchmark, long records, List<EvalItem> items, List<EvalAside> aside) {
  public EvalSet {
    items = List.copyOf(items);
    aside = List.copyOf(aside);
    if (records != (long) items.size() + aside.size()) {
      throw new IllegalArgumentException(
          records + " records, but " + items.size() + " items and " + aside.size() + " aside");
    }
  }
}
