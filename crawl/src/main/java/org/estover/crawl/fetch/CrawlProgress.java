package org.estover.crawl.fetch;

import java.io.IOException;
import java.util.List;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.warc.HttpField;

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
  default void level(int level, int pages) {}

  /**
   * A page is done, fetched or not.
   *
   * @param outcome its outcome class
   * @param bytes the size of its payload
   */
  default void page(String outcome, long bytes) {}

  /**
   * An item was taken by the sink.
   *
   * @param status the status code of its answer, 0 if there was none
   * @param fields the header fields of its answer
   */
  default void delivered(SourceItem item, int status, List<HttpField> fields) throws IOException {}
}
