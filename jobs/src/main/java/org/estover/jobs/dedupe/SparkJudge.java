package org.estover.jobs.dedupe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.stage.Deduplication;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.RowFile;
import org.jspecify.annotations.Nullable;

/**
 * Judges as {@link NearJudge} and {@link ExactJudge} do, by the work of 04-dedupe over Spark.
 *
 * <p>Documents are written to files of rows as they are read, by this process; from there on all is
 * Spark's. A corpus that one machine cannot read is a run's.
 */
public final class SparkJudge implements Judge {
  private static final Map<String, Integer> PRIORITIES =
      Map.of(DocumentRows.BASE, SurvivorKey.BASE, DocumentRows.INPUT, DocumentsReader.PRIORITY);

  private final Documents documents;
  private final @Nullable NearConfig near;
  private final Engine engine;
  private final Path out;
  private final DocumentRows rows;
  private final Progress progress;

  /**
   * Judges documents.
   *
   * @param near how similar documents are looked for; null for equal ones only
   * @param scratch a folder for files in between
   */
  public SparkJudge(
      Documents documents,
      @Nullable NearConfig near,
      Engine engine,
      Path scratch,
      Progress progress)
      throws IOException {
    this.documents = documents;
    this.near = near;
    this.engine = engine;
    this.out = scratch.resolve("out");
    this.rows = new DocumentRows(documents, scratch);
    this.progress = progress;
  }

  @Override
  public void take(int document, String text) throws IOException {
    rows.add(document, text);
  }

  @Override
  public Judgement judge() {
    try {
      rows.end();
      if (documents.size() > 0) {
        try (Progress.Bar bar = progress.start("spark", "bytes", documents.textBytes())) {
          Deduplication.of(engine, near, PRIORITIES)
              .judge(rows.documents(), rows.verdicts(), out, bar);
        }
      }
      return judgement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows name survivors by id; of documents of one id the first in order is meant. */
  private Judgement judgement() throws IOException {
    Map<DocumentId, Integer> byId = new TreeMap<>();
    for (int document : documents.inOrder()) {
      byId.putIfAbsent(DocumentId.of(documents.key(document).documentId()), document);
    }
    int[] survivors = new int[documents.size()];
    double[] similarities = new double[documents.size()];
    String[] rules = new String[documents.size()];
    int document = 0;
    for (RowFile file : rows.files()) {
      try (RowReader<SurvivorRow> judged =
          RowReader.open(SurvivorRow.TYPE, file.at(out.resolve("verdicts").toString()))) {
        for (SurvivorRow row = judged.next(); row != null; row = judged.next()) {
          DocumentId own = DocumentId.of(documents.key(document).documentId());
          DocumentId survivor = row.keep() ? own : DocumentId.of(row.survivor());
          survivors[document] = byId.getOrDefault(survivor, document);
          similarities[document] = row.keep() ? 1 : Double.parseDouble(row.similarity());
          rules[document] = row.rule();
          document++;
        }
      }
    }
    return new Judgement(survivors, similarities, rules);
  }

  @Override
  public void close() throws IOException {
    rows.close();
    engine.close();
  }
}
