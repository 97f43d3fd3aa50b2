package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalStateException notNormal(String url) {
    return new IllegalStateException("URL " + url + " reached the engine without being normalised");
  }

  static IOException noSeed(String seed) {
    return new IOException(
        "seed " + seed + ": expected an absolute http or https URL; correct it in the plan");
  }

  static IOException workerDied(Throwable cause) {
    return new IOException("a crawl thread died: " + cause, cause);
  }

  static IOException noEngine(Path folder, Throwable cause) {
    return new IOException(
        "crawl into " + folder + ": the engine could not start: " + cause.getMessage(), cause);
  }
}
