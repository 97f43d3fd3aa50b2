package org.estover.crawl.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.crawl.warc.CdxjFile;
import org.estover.crawl.warc.IndexedCapture;
import org.estover.crawl.warc.WarcCollection;

/** Looks captures up in an index, and gathers it with a WARC file that it may speak of. */
public final class CdxjTarget {
  private static final String URL = "http://a.test/";
  private static final Path FOLDER = create();

  private CdxjTarget() {}

  private static Path create() {
    try {
      Path folder = Files.createTempDirectory("fuzz");
      Path warc = folder.resolve("a.warc");
      Files.writeString(
          warc,
          "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/\r\nWARC-Date:"
              + " 2026-01-02T03:04:05Z\r\nContent-Length: 21\r\n\r\nHTTP/1.1 200 OK\r\n\r\nab"
              + "\r\n\r\n");
      // What is named last goes first.
      for (String name : List.of("", "a.warc", "index", "index/files", "index/captures.cdxj")) {
        folder.resolve(name).toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Path index = Scratch.file(data);
    try (CdxjFile file = CdxjFile.open(index)) {
      for (IndexedCapture capture : file.of(URL)) {
        if (!capture.url().equals(URL) || capture.length() < 0 || capture.offset() < 0) {
          throw new AssertionError(capture.toString());
        }
      }
    }
    Path collection = FOLDER.resolve("index");
    WarcCollection.create(collection, List.of(FOLDER.resolve("a.warc")), warc -> index, 1 << 16);
    try (WarcCollection captures = WarcCollection.open(collection)) {
      captures.latest(URL, 1 << 16);
    }
  }
}
