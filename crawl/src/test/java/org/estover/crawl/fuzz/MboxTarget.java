package org.estover.crawl.fuzz;

import java.io.IOException;
import org.estover.crawl.read.mail.MboxReader;

/** Reads a file of mail. */
public final class MboxTarget {
  private MboxTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    ReadDocuments.read(new MboxReader(), Scratch.file(data));
  }
}
