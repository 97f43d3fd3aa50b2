package org.estover.crawl.fetch;

/** Hears how far a crawl has come; called from the crawl's threads, one call at a time. */
public interface CrawlProgress {
  /** Hears nothing. */
  CrawlProgress SILENT = new CrawlProgress() {};

  /**
   * A link level begins.
   *
   * @param level its number, 0 for the seeds
   * @param pages how many pages it schedules
   */
  default void level(int level, long pages) {}

  /**
   * Pages of the level are done already, by an attempt before this one.
   *
   * @param pages how many
   */
  default void resumed(long pages) {}

  /**
   * A page is done, fetched or not.
   *
   * @param outcome its outcome class
   * @param bytes the size of its payload
   */
  default void page(String outcome, long bytes) {}
}
