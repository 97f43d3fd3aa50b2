package org.estover.crawl.fetch.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.warc.WarcWriter;
import org.jspecify.annotations.Nullable;

/**
 * The WARC files of one crawl: {@code crawl-00000.warc.gz} and so on, a new one once a file is
 * larger than {@value #FULL_BYTES} bytes; thread-safe.
 */
final class CaptureArchive implements Closeable {
  private static final long FULL_BYTES = 1L << 30;

  private final Path folder;
  private final String software;
  private final Clock clock;
  private final List<String> files = new ArrayList<>();
  private @Nullable WarcWriter current;

  CaptureArchive(Path folder, String software, Clock clock) {
    this.folder = folder;
    this.software = software;
    this.clock = clock;
  }

  /** Where a capture lies. */
  record Place(String file, long offset) {
    static final Place NONE = new Place("", 0);
  }

  /** Writes an exchange and returns where its response lies. */
  synchronized Place write(Exchange exchange) throws IOException {
    WarcWriter writer = writer();
    String file = files.get(files.size() - 1);
    long offset =
        writer
            .write(
                exchange.capture(), exchange.requestFields(), exchange.outcome(), clock.instant())
            .offset();
    if (offset > FULL_BYTES) {
      close();
    }
    return new Place(file, offset);
  }

  /** Writes that a request brought no answer. */
  synchronized void writeFailure(PageUrl url, FetchFailure failure) throws IOException {
    writer().writeFailure(url.toString(), failure.outcome(), clock.instant());
  }

  private WarcWriter writer() throws IOException {
    WarcWriter writer = current;
    if (writer == null) {
      String name = String.format(Locale.ROOT, "crawl-%05d.warc.gz", files.size());
      writer = WarcWriter.create(folder.resolve(name), software, clock.instant());
      current = writer;
      files.add(name);
    }
    return writer;
  }

  /** The names of the files, in the order they were begun. */
  synchronized List<String> files() {
    return List.copyOf(files);
  }

  @Override
  public synchronized void close() throws IOException {
    WarcWriter open = current;
    current = null;
    if (open != null) {
      open.close();
    }
  }
}
