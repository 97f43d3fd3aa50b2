package org.estover.crawl.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.source.Aside;

/** Reads a file with a reader, and says what holds of every document. */
final class ReadDocuments {
  private ReadDocuments() {}

  static void read(DocumentReader reader, Path file) throws IOException {
    reader.read(
        file,
        "input",
        Scratch.LIMITS,
        new ReadSink() {
          @Override
          public void document(ReadDocument document) {
            if (document.text().isBlank()) {
              throw new AssertionError("no text: " + document.id());
            }
          }

          @Override
          public void aside(Aside aside) {}

          @Override
          public void skipped(String kind) {}
        });
  }
}
