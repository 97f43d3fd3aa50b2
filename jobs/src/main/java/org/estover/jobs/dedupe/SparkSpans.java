package org.estover.jobs.dedupe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanMode;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.Progress;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.RowFile;
import org.estover.jobs.stage.SpanRow;
import org.estover.jobs.stage.SpanSearch;

/**
 * Cuts the same as {@link LocalSpans} over Spark. Documents are written to files of rows as they
 * are read, by this process; from there on all is Spark's.
 *
 * <p>Marked are bytes of documents, for here no text stands beside another: what only repeats
 * across the end of a document is not looked for.
 */
public final class SparkSpans implements SpanFinder {
  private final Documents documents;
  private final SpanSearch search;
  private final Engine engine;
  private final Path out;
  private final DocumentRows rows;
  private final Progress progress;

  /**
   * Searches documents.
   *
   * @param engine closed with this
   * @param scratch a folder for files in between
   */
  public SparkSpans(
      Documents documents,
      SpanConfig config,
      SpanMode mode,
      Engine engine,
      Path scratch,
      Progress progress)
      throws IOException {
    this.documents = documents;
    this.search = new SpanSearch(engine, config, mode, DocumentRows.PRIORITIES);
    this.engine = engine;
    this.out = scratch.resolve("found");
    this.rows = new DocumentRows(documents, scratch);
    this.progress = progress;
  }

  @Override
  public void take(int document, String url, String text) throws IOException {
    rows.add(document, text);
  }

  @Override
  public Cuts find() throws IOException {
    rows.end();
    Cuts cuts = new Cuts(documents.size());
    long marked = 0;
    if (documents.size() > 0) {
      try (Progress.Bar bar = progress.start("spark", "bytes", documents.textBytes())) {
        marked = search.find(rows.documents(), rows.verdicts(), out, bar).markedBytes();
      }
    }
    int[][] bounds = new int[documents.size()][];
    int document = 0;
    for (RowFile file : rows.files()) {
      try (RowReader<SpanRow> found =
          RowReader.open(SpanRow.TYPE, file.at(out.resolve("spans").toString()))) {
        for (SpanRow row = found.next(); row != null; row = found.next()) {
          bounds[document++] = row.bounds();
        }
      }
    }
    documents.giveLeastToFirst(bounds, Comparator.comparingLong(Cuts::bytes));
    for (document = 0; document < bounds.length; document++) {
      cuts.set(document, bounds[document]);
    }
    cuts.mark(LocalSpans.MARKED, marked);
    cuts.mark(LocalSpans.MARKED_WITHIN, marked);
    return cuts;
  }

  @Override
  public void close() throws IOException {
    rows.close();
    engine.close();
  }
}
