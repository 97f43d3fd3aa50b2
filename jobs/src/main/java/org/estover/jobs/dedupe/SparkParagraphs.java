package org.estover.jobs.dedupe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.exact.ParagraphCuts;
import org.estover.dedupe.exact.Paragraphs;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.Progress;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.ParagraphRow;
import org.estover.jobs.stage.ParagraphSearch;
import org.estover.jobs.stage.RowFile;

/**
 * Judges as {@link ParagraphJudge} does, by the work of 04-dedupe over Spark.
 *
 * <p>Documents are written to files of rows as they are read, by this process, which holds 4 bytes
 * for each paragraph that stands elsewhere; equal ones are found by Spark.
 */
public final class SparkParagraphs implements Judge {
  private final Documents documents;
  private final Results results;
  private final Map<String, Object> report;
  private final ParagraphJudge judge;
  private final boolean remembersByFilter;
  private final ParagraphSearch search;
  private final Paragraphs paragraphs;
  private final Engine engine;
  private final Path out;
  private final DocumentRows rows;
  private final Progress progress;

  /**
   * Judges documents.
   *
   * @param results gets {@code spans.jsonl} and the filter
   * @param report gets the counts
   * @param minWords paragraphs with fewer words stay
   * @param falsePositives as {@link ParagraphJudge} takes it
   * @param engine closed with this
   */
  public SparkParagraphs(
      Documents documents,
      Results results,
      Map<String, Object> report,
      ParagraphCut cut,
      int minWords,
      double falsePositives,
      Engine engine,
      Progress progress)
      throws IOException {
    this.documents = documents;
    this.results = results;
    this.report = report;
    this.judge = new ParagraphJudge(documents, results, report, cut, minWords, falsePositives);
    this.remembersByFilter = falsePositives != 0;
    this.search =
        new ParagraphSearch(engine, cut, minWords, falsePositives, DocumentRows.PRIORITIES);
    this.paragraphs = new Paragraphs(cut, minWords);
    this.engine = engine;
    this.out = results.scratch().resolve("out");
    this.rows = new DocumentRows(documents, results.scratch());
    this.progress = progress;
  }

  @Override
  public void take(int document, String url, String text) throws IOException {
    judge.take(document, url, text);
    rows.add(document, text);
  }

  @Override
  public Judgement judge() {
    try {
      rows.end();
      if (documents.size() == 0) {
        return judge.judge();
      }
      int[][] starts = starts();
      int[] order = documents.inOrder();
      long[] distinct = {0};
      Judgement judgement =
          judge.judge(
              (rank, text) -> {
                int[] own = starts[order[rank]];
                ParagraphCuts cuts =
                    ParagraphCuts.of(
                        text, paragraphs, at -> Arrays.binarySearch(own, at.byteStart()) >= 0);
                distinct[0] += cuts.compared() - cuts.removed();
                return cuts;
              });
      if (!remembersByFilter) {
        report.put("distinct_paragraphs", distinct[0]);
      } else {
        Files.move(out.resolve(ParagraphSearch.FILTER), results.file(ParagraphJudge.BLOOM_FILE));
        judge.describeFilter();
      }
      return judgement;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the paragraphs of each document start that stand elsewhere, or earlier in it. */
  private int[][] starts() throws IOException {
    int[][] starts = new int[documents.size()][];
    Path found;
    try (Progress.Bar bar = progress.start("spark", "bytes", documents.textBytes())) {
      found = search.find(rows.documents(), rows.verdicts(), out, bar);
    }
    int document = 0;
    for (RowFile file : rows.files()) {
      try (RowReader<ParagraphRow> each =
          RowReader.open(ParagraphRow.TYPE, file.at(found.toString()))) {
        for (ParagraphRow row = each.next(); row != null; row = each.next()) {
          starts[document++] = row.starts();
        }
      }
    }
    documents.giveLeastToFirst(starts, Comparator.comparingInt(each -> each.length));
    return starts;
  }

  @Override
  public void close() throws IOException {
    rows.close();
    engine.close();
  }
}
