package org.estover.crawl.fuzz;

import java.io.IOException;
import java.util.List;
import org.estover.crawl.source.FieldMapping;
import org.estover.crawl.source.JsonlSource;
import org.estover.crawl.source.LicenseAliases;
import org.estover.crawl.source.TestComponent;

/** Reads a file of JSON lines as a source. */
public final class JsonlTarget {
  private JsonlTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    JsonlSource source =
        new JsonlSource(
            TestComponent.named("fuzz"), List.of(), FieldMapping.DEFAULT, LicenseAliases.NONE);
    Scratch.read(source, data);
  }
}
