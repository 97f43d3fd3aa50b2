package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estover.crawl.source.SiteFile;
import org.estover.crawl.source.SiteFiles;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SiteRow;
import org.jspecify.annotations.Nullable;

/**
 * The site files of all WARC files of one source, in a folder that lives as long as 01-crawl works:
 * a file of rows per WARC file that holds any. Every reader gets them in the same order.
 *
 * @param folder the folder of all sources
 */
record SiteRows(String folder, String source) implements SiteFiles, Serializable {
  private static final long serialVersionUID = 1L;

  private Path ofSource() {
    return Path.of(folder, source);
  }

  /** Takes the site files of one input, and keeps them once all are there. */
  final class Writer implements SiteFiles.Taker, Closeable {
    private final int input;
    private @Nullable RowWriter<SiteRow> rows;

    Writer(int input) {
      this.input = input;
    }

    @Override
    public void take(SiteFile file) throws IOException {
      RowWriter<SiteRow> open = rows;
      if (open == null) {
        Files.createDirectories(ofSource());
        open = RowWriter.create(SiteRow.TYPE, ofSource().resolve(RowFile.name(input, 0)));
        rows = open;
      }
      open.write(
          new SiteRow(
              file.kind().name(),
              file.subject(),
              file.status(),
              file.body(),
              file.date(),
              file.file(),
              file.offset()));
    }

    void commit() throws IOException {
      if (rows != null) {
        rows.commit();
      }
    }

    @Override
    public void close() throws IOException {
      if (rows != null) {
        rows.close();
      }
    }
  }

  @Override
  public void each(Taker taker) throws IOException {
    if (!Files.isDirectory(ofSource())) {
      return;
    }
    for (RowFile file : RowFile.in(ofSource())) {
      try (RowReader<SiteRow> rows =
          RowReader.open(SiteRow.TYPE, ofSource().resolve(file.name()))) {
        SiteRow row;
        while ((row = rows.next()) != null) {
          taker.take(
              new SiteFile(
                  SiteFile.Kind.valueOf(row.kind()),
                  row.subject(),
                  row.status(),
                  row.body(),
                  row.date(),
                  row.file(),
                  row.offset()));
        }
      }
    }
  }
}
