package org.estover.crawl.fuzz;

import java.io.IOException;
import java.util.List;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WarcSource;

/** Reads a WARC or ARC file as a source. */
public final class WarcTarget {
  private WarcTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    WarcSource source = new WarcSource(TestComponent.named("fuzz"), List.of());
    Scratch.read(source, data);
  }
}
