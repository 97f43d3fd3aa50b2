package org.estover.licensing.portal.api;

import java.io.IOException;
import java.util.List;

/**
 * Some consecutive items of a list.
 *
 * @param items the items, in the list's order
 * @param next the position from which the list goes on, or {@link #END}
 */
public record Batch<T>(List<T> items, long next) {
  /** Where nothing follows. */
  public static final long END = -1;

  public Batch {
    items = List.copyOf(items);
  }

  /** What a list is read from. */
  @FunctionalInterface
  public interface Items<T> {
    /** The items from a position on, at most so many. */
    Batch<T> from(long position, int most) throws IOException;
  }

  /** The batch of a list that is in memory; positions count its items. */
  public static <T> Batch<T> of(List<T> all, long position, int most) {
    int from = (int) Math.min(all.size(), position);
    int to = (int) Math.min(all.size(), (long) from + most);
    return new Batch<>(all.subList(from, to), to < all.size() ? to : END);
  }
}
