package org.estover.jobs.dedupe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.stage.Deduplication;
import org.estover.jobs.stage.DuplicateSearch;
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
  private static final byte[] NONE = {};
  private static final long FILE_BYTES = 16L << 20;
  private static final Map<String, Integer> PRIORITIES =
      Map.of("base", SurvivorKey.BASE, "input", DocumentsReader.PRIORITY);

  private final Documents documents;
  private final DuplicateSearch search;
  private final Engine engine;
  private final Path scratch;
  private final Progress progress;
  private @Nullable OpenFile open;
  private int files;
  private long fileBytes;

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
    this.scratch = scratch;
    this.progress = progress;
    Files.createDirectories(folder("documents"));
    Files.createDirectories(folder("kept"));
  }

  /** The file of documents that is being written, and the one of verdicts beside it. */
  private record OpenFile(RowWriter<DocumentRow> texts, RowWriter<VerdictRow> verdicts) {}

  private Path folder(String name) {
    return scratch.resolve(name);
  }

  @Override
  public void take(int document, String url, String text) throws IOException {
    OpenFile file = open;
    if (file == null || fileBytes >= FILE_BYTES) {
      endFile();
      String name = RowFile.name(files++, 0);
      file =
          new OpenFile(
              RowWriter.create(DocumentRow.TYPE, folder("documents").resolve(name)),
              RowWriter.create(VerdictRow.TYPE, folder("kept").resolve(name)));
      open = file;
      fileBytes = 0;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    SurvivorKey key = documents.key(document);
    file.texts.write(row(key, byUrl() ? url : documents.name(document), text, utf8));
    file.verdicts.write(VerdictRow.KEEP);
    fileBytes += utf8.length;
  }

  private static DocumentRow row(SurvivorKey key, String uri, String text, byte[] utf8) {
    byte[] digest = Digests.sha256(utf8);
    String source = key.isBase() ? "base" : "input";
    return new DocumentRow(
        key.documentId(), source, uri, text, utf8.length, digest, "", "", "", "", "", "", "", 0);
  }

  private void endFile() throws IOException {
    OpenFile file = open;
    open = null;
    if (file != null) {
      file.texts.commit();
      file.texts.close();
      file.verdicts.commit();
      file.verdicts.close();
    }
  }

  @Override
  public Judgement judge() {
    try {
      endFile();
      if (files > 0) {
        try (Progress.Bar bar = progress.start("spark", "bytes", documents.textBytes())) {
          Deduplication.of(engine, search, PRIORITIES)
              .judge(folder("documents"), folder("kept"), folder("out"), bar);
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
    for (RowFile file : files == 0 ? List.<RowFile>of() : RowFile.in(folder("documents"))) {
      try (RowReader<SurvivorRow> rows =
          RowReader.open(SurvivorRow.TYPE, file.at(folder("out").resolve("verdicts").toString()))) {
        for (SurvivorRow row = rows.next(); row != null; row = rows.next()) {
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
    engine.close();
  }
}
