package org.estover.crawl.fetch;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException badConnectTo(String entry) {
    return new IllegalArgumentException(
        "connect-to \"" + entry + "\": expected NAME=ADDRESS:PORT, e.g. open.test=127.0.0.1:8080");
  }

  static IllegalArgumentException badThreads(int threads) {
    return new IllegalArgumentException("threads " + threads + ": expected 1 to 256");
  }
}
