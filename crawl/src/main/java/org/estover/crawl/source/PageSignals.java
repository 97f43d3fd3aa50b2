package org.estover.crawl.source;

import java.io.IOException;
import java.util.List;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.warc.Capture;

/**
 * The rights signals of one page of which somebody has all at hand: its answer and the files of its
 * site. They are read exactly as those of a page in a WARC file that holds nothing else.
 */
public final class PageSignals {
  private PageSignals() {}

  /** The signals, those of the site first. */
  public static List<RightsSignal> of(Capture page, List<SiteFile> siteFiles) throws IOException {
    SiteSignals signals = new SiteSignals(SiteSignals.MAX_BYTES);
    signals.foreseePage(page.uri());
    siteFiles.forEach(signals::foresee);
    return signals.of(page);
  }
}
