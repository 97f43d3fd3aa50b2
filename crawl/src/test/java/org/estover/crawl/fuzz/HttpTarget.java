package org.estover.crawl.fuzz;

import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpReading;
import org.estover.crawl.warc.WarcRecord;

/** Reads an HTTP answer with its transfer and content codings. */
public final class HttpTarget {
  private HttpTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    WarcRecord record = new WarcRecord("response", "http://a.test/", "", "", "", 0, data);
    HttpReading reading = Capture.of(record, Scratch.LIMITS.maxDocument());
    if (reading instanceof Capture capture) {
      String described = capture.mediaType() + capture.charset() + capture.field("ETag");
      Capture again = Capture.ofRevisit(record, capture);
      if (described.isEmpty() || again.body() != capture.body()) {
        throw new AssertionError(described);
      }
    }
  }
}
