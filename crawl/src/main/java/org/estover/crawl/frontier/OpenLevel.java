package org.estover.crawl.frontier;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;

/**
 * A level that a group is at.
 *
 * @param level its URLs
 * @param visited the indexes of those that were visited before it was opened
 * @param journal what became of them, to be appended to
 * @param carryover what levels and attempts before have left behind
 * @param goesOn whether this group of the crawl was worked on before
 * @param isDone whether nothing is left to visit
 */
public record OpenLevel(
    Level level,
    BitSet visited,
    Journal journal,
    Carryover carryover,
    boolean goesOn,
    boolean isDone,
    Closeable lock)
    implements Closeable {
  @Override
  public void close() throws IOException {
    try (lock;
        level) {
      journal.close();
    }
  }
}
