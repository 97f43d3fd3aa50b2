package org.estover.crawl.source;

import java.io.IOException;
import java.util.Optional;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.WarcRecord;

/** The captures of a source's WARC files that revisit records of other files of it stand for. */
public interface Payloads {
  /** Of a source whose files hold no revisits, or of which there is one. */
  Payloads NONE = revisit -> Optional.empty();

  /** What a revisit tells together with the capture that it refers to, if a file holds that. */
  Optional<Capture> of(WarcRecord revisit) throws IOException;
}
