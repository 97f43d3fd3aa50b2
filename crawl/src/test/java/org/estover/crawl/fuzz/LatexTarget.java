package org.estover.crawl.fuzz;

import java.io.IOException;
import org.estover.crawl.read.latex.LatexReader;

/** Reads a paper. */
public final class LatexTarget {
  private LatexTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    ReadDocuments.read(new LatexReader(), Scratch.file(data));
  }
}
