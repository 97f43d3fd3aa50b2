package org.estover.crawl.fuzz;

import java.io.IOException;

/** Reads a file as the reader of its kind does. */
public final class JatsTarget {
  private JatsTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Scratch.readDocuments("jats", data);
  }
}
