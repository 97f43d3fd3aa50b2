package org.estover.crawl.fuzz;

import java.io.IOException;
import org.estover.crawl.read.epub.EpubReader;

/** Reads a book. */
public final class EpubTarget {
  private EpubTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    ReadDocuments.read(new EpubReader(), Scratch.file(data));
  }
}
