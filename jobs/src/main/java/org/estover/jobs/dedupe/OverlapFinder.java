package org.estover.jobs.dedupe;

import java.io.IOException;
import org.estover.dedupe.overlap.OverlapReport;
import org.estover.jobs.stage.OverlapRow;

/**
 * Finds what documents share with evaluation sets: it is shown all of them as they are read, then
 * asked.
 */
public interface OverlapFinder extends DocumentSink {
  /**
   * What was found.
   *
   * @param rows of each document, by its number
   * @param report which documents hold which parts of items, named by {@link
   *     org.estover.jobs.stage.OverlapSearch#name}
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read by number, never compared.
  record Findings(OverlapRow[] rows, OverlapReport report) {}

  /** What was found in all documents taken. */
  Findings find() throws IOException;
}
