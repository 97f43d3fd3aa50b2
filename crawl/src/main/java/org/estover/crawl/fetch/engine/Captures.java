package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.crawl.frontier.Place;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.WarcRecord;
import org.estover.crawl.warc.WarcStretch;

/**
 * Reads captures back from where the archive has written them, the payloads of revisits from where
 * earlier crawls have.
 */
final class Captures {
  private static final int NO_LIMIT = Integer.MAX_VALUE - 64;

  private final EarlierCrawls earlier;

  Captures(EarlierCrawls earlier) {
    this.earlier = earlier;
  }

  /**
   * A capture that was read back.
   *
   * @param repeats {@code not-modified} or {@code same-payload} where an earlier crawl holds its
   *     payload, or ""
   */
  record Read(Capture capture, String repeats) {}

  /** The answer that lies at a place of a WARC file. */
  Read read(Path file, Place place) throws IOException {
    WarcRecord record = new WarcStretch(file, place.offset(), place.end()).first();
    if (record.type().equals("revisit")) {
      Capture capture =
          earlier
              .of(record)
              .orElseThrow(() -> Errors.noEarlierPayload(file, place.offset(), record))
              .capture();
      boolean notModified = record.field("warc-profile").contains("server-not-modified");
      return new Read(capture, notModified ? "not-modified" : "same-payload");
    }
    if (Capture.of(record, NO_LIMIT) instanceof Capture capture) {
      return new Read(capture, "");
    }
    throw Errors.unreadable(file, place.offset());
  }
}
