package org.estover.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a site file that a person names: as much of it as a crawl would read. */
final class SiteBytes {
  private SiteBytes() {}

  /** The first bytes, and one more where there is more. */
  static byte[] read(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(maxBytes + 1);
    }
  }
}
