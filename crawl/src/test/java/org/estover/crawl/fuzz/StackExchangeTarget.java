package org.estover.crawl.fuzz;

import java.io.IOException;

/** Reads a file as the reader of its kind does. */
public final class StackExchangeTarget {
  private StackExchangeTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Scratch.readDocuments("stackexchange", data);
  }
}
