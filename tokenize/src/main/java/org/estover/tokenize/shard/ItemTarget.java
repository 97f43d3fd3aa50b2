package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to write items into a trainer's format, by any number of workers.
 *
 * <p>One process calls {@link #cut} and {@link #prepare}; then any workers {@link #write} the
 * ranges, in any order and as often as they like; then one process calls {@link #finish}, which
 * makes the data set readable. Where everything stands follows from the items alone, so the files
 * are the same bytes for any number of workers. Until then they have names ending in {@code .tmp}.
 */
public sealed interface ItemTarget permits IndexedTarget, DatatroveTarget, OlmoTarget, MdsTarget {
  /** Tokens that are worth a task. */
  long RANGE_TOKENS = 1L << 24;

  /** Ranges of small data sets, so that they too keep a machine's processors busy. */
  int FEWEST_RANGES = 16;

  /** The most ranges that a data set is cut into. */
  int MOST_RANGES = 1 << 14;

  /** Cuts the items into ranges that depend on nothing but them. */
  default List<ItemRange> cut(TokenItems items) throws IOException {
    long count = items.itemCount();
    long byTokens = items.tokenCount() / RANGE_TOKENS;
    long wanted = Math.max(FEWEST_RANGES, Math.min(MOST_RANGES, byTokens));
    long each = Math.max(1, (count + wanted - 1) / wanted);
    List<ItemRange> ranges = new ArrayList<>();
    for (long from = 0; from < count; from += each) {
      ranges.add(new ItemRange(ranges.size(), from, Math.min(count, from + each)));
    }
    return List.copyOf(ranges);
  }

  /** Makes what the workers write into. */
  void prepare(TokenItems items) throws IOException;

  /**
   * Writes a range.
   *
   * @return what {@link #finish} has to know of it; a text without line ends
   */
  String write(TokenItems items, ItemRange range) throws IOException;

  /**
   * Makes the data set readable.
   *
   * @param written what {@link #write} returned, by the ranges' numbers
   * @return all files, those first that hold tokens
   */
  List<Path> finish(TokenItems items, List<String> written) throws IOException;

  /** Removes what was made of a data set that will not be finished. */
  void discard(TokenItems items) throws IOException;
}
