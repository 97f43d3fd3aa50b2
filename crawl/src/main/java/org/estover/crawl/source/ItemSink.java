package org.estover.crawl.source;

import java.io.IOException;
import java.util.List;
import org.estover.crawl.warc.HttpField;

/**
 * Takes what a reader finds in a source.
 *
 * <p>Each record of an input file arrives once: as an item, as an aside, or as skipped. A piece of
 * a file that holds no readable record is one aside.
 */
public interface ItemSink {
  /** Takes a thing found. */
  void item(SourceItem item) throws IOException;

  /**
   * Takes a thing found by a crawl, or in a file of captures.
   *
   * @param status the status code of the answer, 0 if there is none to tell of
   * @param fields the answer's header fields
   */
  default void answered(SourceItem item, int status, List<HttpField> fields) throws IOException {
    item(item);
  }

  /** Takes a piece that could not become an item. */
  void aside(Aside aside) throws IOException;

  /**
   * Takes note of a record that never becomes an item, such as a WARC request.
   *
   * @param type the kind of record in kebab case
   */
  default void skipped(String type) throws IOException {}

  /**
   * Takes a capture of a file that speaks for the site of an item, before or after that item: what
   * its signals were read from. One capture may come more than once.
   */
  default void siteFile(SiteFile file) throws IOException {}

  /**
   * Takes note that a file about a site was asked for and no answer came.
   *
   * @param outcome why, as the outcome class of a page says it
   */
  default void unanswered(String url, String outcome) throws IOException {}

  /**
   * Takes note of whether a site's robots.txt could be had, before the pages to which that applies;
   * the pages of one that could not are not asked for.
   *
   * @param site scheme, host and port
   * @param cause why not, as the outcome class of a page says it; "" where it could be had
   */
  default void robots(String site, String cause) throws IOException {}

  /**
   * Takes a URL that a crawl has found in its scope and did not visit; after all items.
   *
   * @param reason the limit that kept it from being visited, in kebab case
   */
  default void leftOut(String url, String reason) throws IOException {}

  /**
   * Takes a line for people about a whole file.
   *
   * @param warning what, where and the cure
   */
  default void warning(String warning) throws IOException {}
}
