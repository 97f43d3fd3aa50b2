package org.estover.crawl.fuzz;

import java.io.IOException;
import java.util.List;
import org.estover.crawl.source.ArchiveSource;
import org.estover.crawl.source.TestComponent;

/** Reads a zip file as a source. */
public final class ArchiveTarget {
  private ArchiveTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    ArchiveSource source =
        new ArchiveSource(TestComponent.named("fuzz"), List.of(), List.of(), List.of(), List.of());
    Scratch.read(source, data);
  }
}
