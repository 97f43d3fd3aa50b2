package org.estover.crawl.source;

import java.io.IOException;

/**
 * The site files that all WARC files of a source hold, as {@link SourceReader#lookForSiteFiles}
 * found them: what one file says of its sites holds for the pages in another.
 */
public interface SiteFiles {
  /** The site files of a source whose files are not known, or of which there is one. */
  SiteFiles NONE = taker -> {};

  /** Takes a site file. */
  interface Taker {
    void take(SiteFile file) throws IOException;
  }

  /** Gives every site file, each time in the same order. */
  void each(Taker taker) throws IOException;
}
