package org.estover.crawl.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.read.Readers;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.Use;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.Source;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;

/** A file that takes each input in turn, and what holds of everything read. */
final class Scratch {
  /** Small, so that the limits are met. */
  static final ReadLimits LIMITS = new ReadLimits(1 << 16, 1 << 20);

  /** How much one input may unpack to: what is more says nothing new and takes its time. */
  static final long MAX_UNPACKED = 4 << 20;

  private static final Path FILE = create();

  private Scratch() {}

  private static Path create() {
    try {
      Path file = Files.createTempFile("fuzz", ".bin");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder that stays between inputs. */
  static Path folder() throws IOException {
    return Files.createDirectories(FILE.resolveSibling(FILE.getFileName() + ".folder"));
  }

  static Path file(byte[] data) throws IOException {
    return Files.write(FILE, data);
  }

  static void read(Source source, byte[] data) throws IOException {
    SourceReader.read(
        source,
        file(data),
        "input",
        LIMITS,
        new ItemSink() {
          @Override
          public void item(SourceItem item) {
            check(item.signals());
          }

          @Override
          public void aside(Aside aside) {}
        });
  }

  /** Reads the documents of a kind, which have ids and texts, and reads them again the same. */
  static void readDocuments(String kind, byte[] data) throws IOException {
    List<ReadDocument> first = documents(kind, data);
    if (!first.equals(documents(kind, data))) {
      throw new AssertionError("two readings");
    }
    for (ReadDocument document : first) {
      if (document.text().isBlank()) {
        throw new AssertionError("no text: " + document.id());
      }
    }
  }

  private static List<ReadDocument> documents(String kind, byte[] data) throws IOException {
    List<ReadDocument> documents = new ArrayList<>();
    Readers.of(kind)
        .orElseThrow()
        .read(
            file(data),
            "input",
            LIMITS,
            new ReadSink() {
              @Override
              public void document(ReadDocument document) {
                documents.add(document);
              }

              @Override
              public void aside(Aside aside) {}

              @Override
              public void skipped(String kind) {}
            });
    return documents;
  }

  /** Signals resolve, and their lines read back as what they were. */
  static void check(List<? extends RightsSignal> signals) {
    for (Use use : Use.values()) {
      String verdict = Resolution.resolve(List.copyOf(signals), use).name();
      if (verdict.isEmpty()) {
        throw new AssertionError("no verdict for " + use);
      }
    }
    for (RightsSignal signal : signals) {
      String line = signal.canonical();
      if (!RightsSignal.parse(line).canonical().equals(line)) {
        throw new AssertionError(line);
      }
    }
  }
}
