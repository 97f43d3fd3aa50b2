package org.estover.crawl.rights;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException badLine(String line, String expected) {
    return new IllegalArgumentException(
        "signal line \"" + line + "\": expected " + expected + "; was it written by canonical()?");
  }

  static IllegalArgumentException unknownVerdict(String name) {
    return new IllegalArgumentException(
        "rights verdict \""
            + name
            + "\": expected allowed, denied, license-required or unknown; read it from a row that"
            + " this version wrote");
  }
}
