package org.estover.jobs.dedupe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.stage.Deduplication;
import org.estover.jobs.stage.DuplicateSearch;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.RowFile;

/**
 * Judges as {@link NearJudge} and {@link ExactJudge} do, by the work of 04-dedupe over Spark.
 *
 * <p>Documents are written to files of rows as they are read, by this process; from there on all is
 * Spark's. A corpus that one machine cannot read is a run's.
 */
public final class SparkJudge implements Judge {
  private static final byte[] NONE = {};

  private final Documents documents;
  private final DuplicateSearch search;
  private final Engine engine;
  private final Path out;
  private final DocumentRows rows;
  private final Progress progress;

  /**
   * Judges documents.
   *
   * @param search what is looked for
   * @param scratch a folder for files in between
   */
  public SparkJudge(
      Documents documents, DuplicateSearch search, Engine engine, Path scratch, Progress progress)
      throws IOException {
    this.documents = documents;
    this.search = search;
    this.engine = engine;
    this.out = scratch.resolve("out");
    this.rows = new DocumentRows(documents, scratch);
    this.progress = progress;
  }

  @Override
  public void take(int document, String url, String text) throws IOException {
    rows.add(document, byUrl() ? url : documents.name(document), text);
  }

  @Override
  public Judgement judge() {
    try {
      rows.end();
      if (documents.size() > 0) {
        try (Progress.Bar bar = progress.start("spark", "bytes", documents.textBytes())) {
          Deduplication.of(engine, search, DocumentRows.PRIORITIES)
              .judge(rows.documents(), rows.verdicts(), out, bar);
        }
      }
      return judgement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows name survivors by id; of documents of one id the one that stays is meant. */
  private Judgement judgement() throws IOException {
    Map<DocumentId, Integer> staying = new TreeMap<>();
    byte[][] named = new byte[documents.size()][];
    double[] similarities = new double[documents.size()];
    String[] rules = new String[documents.size()];
    int document = 0;
    for (RowFile file : rows.files()) {
      try (RowReader<SurvivorRow> judged =
          RowReader.open(SurvivorRow.TYPE, file.at(out.resolve("verdicts").toString()))) {
        for (SurvivorRow row = judged.next(); row != null; row = judged.next()) {
          byte[] own = documents.key(document).documentId();
          named[document] = row.keep() ? NONE : row.survivor();
          rules[document] = rule(row.rule());
          similarities[document] = row.keep() ? 1 : similarity(row.similarity(), rules[document]);
          if (row.keep()) {
            staying.putIfAbsent(DocumentId.of(own), document);
          }
          document++;
        }
      }
    }
    int[] survivors = new int[documents.size()];
    Arrays.setAll(
        survivors,
        i -> named[i].length == 0 ? i : staying.getOrDefault(DocumentId.of(named[i]), i));
    return Judgement.settled(documents, survivors, similarities, rules);
  }

  private boolean byUrl() {
    return search.equal() instanceof DuplicateSearch.Url;
  }

  private String rule(String found) {
    return byUrl() && found.equals(Judgement.EXACT) ? Judgement.URL : found;
  }

  private static double similarity(String found, String rule) {
    return rule.equals(Judgement.URL) ? Double.NaN : Double.parseDouble(found);
  }

  @Override
  public void close() throws IOException {
    rows.close();
    engine.close();
  }
}
