package org.estover.crawl.extract;

import org.estover.crawl.plugin.Plugin;
import org.estover.crawl.source.SourceItem;

/**
 * An extractor of somebody's own, which a source of a plan names ({@code extractor}), and {@code
 * estover extract --extractor}. It comes before the one that is shipped, for the media types that
 * it takes.
 */
public interface ExtractorPlugin extends Plugin {
  /**
   * Whether it extracts the texts of a media type.
   *
   * @param mediaType in lower case without parameters, or "" where an item has none
   */
  boolean takes(String mediaType);

  /** Extracts the text of an item that was found whole; its payload must not be changed. */
  Extraction extract(SourceItem item);
}
