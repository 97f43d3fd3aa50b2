package org.estover.licensing.portal.api;

import java.io.IOException;
import java.util.List;

/**
 * Some consecutive items of a list.
 *
 * @param items the items, in the list's order
 * @param next the position from which the list goes on, or {@link #END}
 * @param unknown ids of what was asked for items and cannot say which it has
 */
public record Batch<T>(List<T> items, long next, List<String> unknown) {
  /** Where nothing follows. */
  public static final long END = -1;

  public Batch {
    items = List.copyOf(items);
    unknown = List.copyOf(unknown);
  }

  /** Items of a list of which all is known. */
  public Batch(List<T> items, long next) {
    this(items, next, List.of());
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
