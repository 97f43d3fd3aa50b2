package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.crawl.frontier.Place;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.WarcStretch;

/** Reads captures back from where the archive has written them. */
final class Captures {
  private static final int NO_LIMIT = Integer.MAX_VALUE - 64;

  private Captures() {}

  /** The answer that lies at a place of a WARC file. */
  static Capture read(Path file, Place place) throws IOException {
    if (Capture.of(new WarcStretch(file, place.offset(), place.end()).first(), NO_LIMIT)
        instanceof Capture capture) {
      return capture;
    }
    throw Errors.unreadable(file, place.offset());
  }
}
