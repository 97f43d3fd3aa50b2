package org.estover.jobs.dedupe;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.dedupe.overlap.OverlapReport;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.Progress;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.OverlapRow;
import org.estover.jobs.stage.OverlapSearch;
import org.estover.jobs.stage.RowFile;

/**
 * Finds the same as {@link LocalOverlap} over Spark. Documents are written to files of rows as they
 * are read, by this process; from there on all is Spark's.
 */
public final class SparkOverlap implements OverlapFinder {
  private final Documents documents;
  private final OverlapSearch search;
  private final Engine engine;
  private final Path findings;
  private final DocumentRows rows;
  private final Progress progress;

  /**
   * Searches documents.
   *
   * @param engine the search's; closed with this
   * @param scratch a folder for files in between
   */
  public SparkOverlap(
      Documents documents, OverlapSearch search, Engine engine, Path scratch, Progress progress)
      throws IOException {
    this.documents = documents;
    this.search = search;
    this.engine = engine;
    this.findings = scratch.resolve("findings");
    this.rows = new DocumentRows(documents, scratch);
    this.progress = progress;
  }

  @Override
  public void take(int document, String url, String text) throws IOException {
    rows.add(document, text);
  }

  @Override
  public Findings find() throws IOException {
    rows.end();
    OverlapReport report;
    try (Progress.Bar bar = progress.start("spark", "bytes", documents.textBytes())) {
      report = search.search(rows.documents(), rows.verdicts(), findings, bar);
    }
    OverlapRow[] found = new OverlapRow[documents.size()];
    int document = 0;
    for (RowFile file : rows.files()) {
      try (RowReader<OverlapRow> each =
          RowReader.open(OverlapRow.TYPE, file.at(findings.toString()))) {
        for (OverlapRow row = each.next(); row != null; row = each.next()) {
          found[document++] = row;
        }
      }
    }
    return new Findings(found, report);
  }

  @Override
  public void close() throws IOException {
    rows.close();
    engine.close();
  }
}
