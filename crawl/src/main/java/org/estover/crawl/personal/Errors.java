package org.estover.crawl.personal;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException noSuchRegion(String region) {
    return new IllegalArgumentException(
        "no region \""
            + region
            + "\" has a plan of telephone numbers; name it as ISO 3166 does: US");
  }
}
