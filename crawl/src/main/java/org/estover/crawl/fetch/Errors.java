package org.estover.crawl.fetch;

import java.io.IOException;
import java.nio.file.Path;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException badConnectTo(String entry) {
    return new IllegalArgumentException(
        "connect-to \"" + entry + "\": expected NAME=ADDRESS:PORT, e.g. open.test=127.0.0.1:8080");
  }

  static IOException holdsCaptures(Path folder) {
    return new IOException(
        folder
            + ": holds WARC files of a crawl that is over; crawl into another folder, or remove"
            + " them");
  }

  static IllegalArgumentException badThreads(int threads) {
    return new IllegalArgumentException("threads " + threads + ": expected 1 to 256");
  }
}
