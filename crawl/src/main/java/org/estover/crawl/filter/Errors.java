package org.estover.crawl.filter;

import java.util.List;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException noSuchProfile(String name, List<String> profiles) {
    return new IllegalArgumentException(
        "no filter profile is called \"" + name + "\"; there are: " + String.join(", ", profiles));
  }

  static IllegalArgumentException badMaxBytes(long maxBytes) {
    return new IllegalArgumentException(
        "the size limit of a document is at least 1 byte, not " + maxBytes);
  }
}
