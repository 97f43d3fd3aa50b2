package org.estover.jobs.stage;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.exact.Paragraphs;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The paragraphs that documents repeat, over Spark, exactly as {@link
 * org.estover.dedupe.exact.FirstParagraphs} finds them in one process.
 *
 * <pre>
 * copies     of each paragraph its key, whose it is and where it stands   file by file
 * repeated   of equal ones all but the first, back to their documents     one shuffle, 64 bytes a paragraph
 * rows       beside each document: {@link ParagraphRow}                   one shuffle, 36 bytes a repeated one
 * </pre>
 *
 * <p>The first is that of the smallest (priority, id), in a document the one that stands first; of
 * rows of one id that which lies first. Memory of a task: one document, and of a paragraph two of
 * its copies, however many there are; what Spark sorts spills to disk. Where a Bloom filter is to
 * remember paragraphs, {@link BloomSearch} stands in for the second line; it reads the documents
 * once more, to count paragraphs, and shuffles 72 bytes each.
 */
public final class ParagraphSearch {
  /** The folder of rows below that of a search. */
  static final String ROWS = "paragraphs";

  /** The file of the Bloom filter there, if there is one. */
  public static final String FILTER = "filter.bloom";

  private static final byte[] NONE = {};

  private final Engine engine;
  private final ParagraphCut cut;
  private final int minWords;
  private final double falsePositives;
  private final Ranks ranks;

  /**
   * Prepares a search.
   *
   * @param minWords paragraphs with fewer words are never found
   * @param falsePositives the chance that a paragraph is taken for another one, if a Bloom filter
   *     is to remember them; 0 for none
   * @param priorities by source
   */
  public ParagraphSearch(
      Engine engine,
      ParagraphCut cut,
      int minWords,
      double falsePositives,
      Map<String, Integer> priorities) {
    this(engine, cut, minWords, falsePositives, new Ranks(new TreeMap<>(priorities), ""));
  }

  ParagraphSearch(
      Engine engine, ParagraphCut cut, int minWords, double falsePositives, Ranks ranks) {
    this.engine = engine;
    this.cut = cut;
    this.minWords = minWords;
    this.falsePositives = falsePositives;
    this.ranks = ranks;
  }

  /**
   * Finds what the documents of all files in a folder repeat.
   *
   * @param verdicts rows beside them: what was dropped takes no part
   * @param out gets {@link ParagraphRow}s, row by row beside the documents, below the folder that
   *     is returned, and the file {@link #FILTER} if there is one. A search that was killed goes on
   *     there at its last whole step
   */
  public Path find(Path documents, Path verdicts, Path out, Progress.Bar bar) throws IOException {
    List<RowFile> files = RowFile.in(documents);
    Path rows = Files.createDirectories(out.resolve(ROWS));
    Path steps = out.resolve("steps");
    BloomSearch bloom =
        falsePositives == 0
            ? null
            : BloomSearch.among(
                engine,
                new BloomSearch.CountTask(documents.toString(), verdicts.toString(), cut, minWords),
                steps,
                falsePositives,
                bar);
    Layout layout = bloom == null ? new KeyLayout() : bloom.layout();
    Copies copies =
        new Copies(documents.toString(), verdicts.toString(), cut, minWords, ranks, layout);
    SavedPairs repeated =
        SavedPairs.in(
            steps.resolve("repeated"),
            engine,
            () -> {
              JavaPairRDD<byte[], byte[]> sorted =
                  SortedPairs.sort(
                      engine.pairs(files, copies), engine.partitions(files), SortedPairs::byPrefix);
              return bloom == null
                  ? sorted.mapPartitionsToPair(each -> new Pull<>(new Later(each)))
                  : bloom.known(sorted, steps);
            });
    if (bloom != null) {
      bloom.write(steps, out.resolve(FILTER));
    }
    Task task = new Task(documents.toString(), rows.toString());
    List<List<RowFile>> packs = engine.packs(files);
    JavaPairRDD<byte[], byte[]> found = repeated.pairs(engine);
    engine.metered(
        bar,
        done -> {
          JavaRDD<Long> parts =
              SortedPairs.sort(found, packs.size(), Packs.byFile(packs))
                  .mapPartitionsWithIndex(
                      (index, own) -> {
                        long written = task.run(packs.get(index), own, done);
                        FirstAttempts.fail();
                        return List.of(written).iterator();
                      },
                      false);
          return parts.collect();
        });
    Leftovers.removeTree(steps);
    return rows;
  }

  /** How a copy of a paragraph goes through the shuffle. */
  interface Layout extends Serializable {
    /**
     * The pair of a copy.
     *
     * @param at the paragraph
     * @param vertex its document
     */
    Tuple2<byte[], byte[]> copy(Paragraphs at, byte[] vertex);
  }

  /** Key of a copy: the paragraph's (16), its document's vertex (40), start (4), end (4). */
  private record KeyLayout() implements Layout {
    private static final long serialVersionUID = 1L;

    @Override
    public Tuple2<byte[], byte[]> copy(Paragraphs at, byte[] vertex) {
      byte[] key = new byte[Later.START + 2 * Integer.BYTES];
      Bytes.put(key, 0, at.high());
      Bytes.put(key, Long.BYTES, at.low());
      System.arraycopy(vertex, 0, key, Later.RANK, Vertex.SIZE);
      Bytes.put(key, Later.START, at.byteStart());
      Bytes.put(key, Later.START + Integer.BYTES, at.byteEnd());
      return new Tuple2<>(key, NONE);
    }
  }

  private record Copies(
      String documents, String verdicts, ParagraphCut cut, int minWords, Ranks ranks, Layout layout)
      implements Engine.FilePairs<RowFile> {
    private static final long serialVersionUID = 1L;

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
      return Pull.untilTaskEnds(
          new Walk(
              file,
              EditedDocuments.open(documents, file, "id", "source", "text"),
              RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep"),
              ranks.open(),
              new Paragraphs(cut, minWords),
              layout));
    }
  }

  /** A walk along the paragraphs of a file's documents. */
  private static final class Walk implements Pull.Next<Tuple2<byte[], byte[]>>, Closeable {
    private final RowFile file;
    private final RowReader<DocumentRow> texts;
    private final RowReader<VerdictRow> kept;
    private final Ranks.Open ranks;
    private final Paragraphs paragraphs;
    private final Layout layout;
    private byte[] vertex = NONE;
    private long row = -1;

    Walk(
        RowFile file,
        RowReader<DocumentRow> texts,
        RowReader<VerdictRow> kept,
        Ranks.Open ranks,
        Paragraphs paragraphs,
        Layout layout) {
      this.file = file;
      this.texts = texts;
      this.kept = kept;
      this.ranks = ranks;
      this.paragraphs = paragraphs;
      this.layout = layout;
      paragraphs.open("");
    }

    @Override
    public @Nullable Tuple2<byte[], byte[]> next() throws IOException {
      while (!paragraphs.next()) {
        DocumentRow document = texts.next();
        if (document == null) {
          return null;
        }
        row++;
        if (kept.required().keep()) {
          vertex = Vertex.of(ranks.priority(document), document.id(), file.index(), row);
          paragraphs.open(document.text());
        }
      }
      return layout.copy(paragraphs, vertex);
    }

    @Override
    public void close() throws IOException {
      for (Closeable each : List.of(texts, kept, ranks)) {
        each.close();
      }
    }
  }

  /**
   * Along sorted copies: of all but the first of equal ones place, start and end; and the first.
   */
  private static final class Later implements Pull.Next<Tuple2<byte[], byte[]>> {
    static final int RANK = 2 * Long.BYTES;
    static final int START = RANK + Vertex.SIZE;
    private static final int PLACE = RANK + Vertex.RANK;
    private static final int ID = PLACE - Vertex.ID_SIZE;

    private final Iterator<Tuple2<byte[], byte[]>> sorted;
    private byte[] first = NONE;

    Later(Iterator<Tuple2<byte[], byte[]>> sorted) {
      this.sorted = sorted;
    }

    @Override
    public @Nullable Tuple2<byte[], byte[]> next() {
      while (sorted.hasNext()) {
        byte[] key = sorted.next()._1();
        if (first.length > 0 && Bytes.sameRange(first, key, 0, RANK)) {
          return new Tuple2<>(Bytes.slice(key, PLACE, key.length), Bytes.slice(first, ID, PLACE));
        }
        first = key;
      }
      return null;
    }
  }

  /** Writes what was found in files, row by row beside their documents. */
  private record Task(String documents, String rows) implements Serializable {
    private static final long serialVersionUID = 1L;

    long run(List<RowFile> files, Iterator<Tuple2<byte[], byte[]>> found, LongAccumulator bytes)
        throws IOException {
      Tuple2<byte[], byte[]> next = found.hasNext() ? found.next() : null;
      long written = 0;
      for (RowFile file : files) {
        try (RowReader<DocumentRow> sizes = EditedDocuments.open(documents, file, "text_size");
            RowWriter<ParagraphRow> out = RowWriter.create(ParagraphRow.TYPE, file.at(rows))) {
          for (DocumentRow row = sizes.next(); row != null; row = sizes.next()) {
            ByteArrayOutputStream own = new ByteArrayOutputStream();
            while (next != null && Vertex.isAt(next._1(), file.index(), out.rows())) {
              own.writeBytes(Arrays.copyOfRange(next._1(), Vertex.placeSize(), next._1().length));
              own.writeBytes(next._2());
              next = found.hasNext() ? found.next() : null;
            }
            out.write(new ParagraphRow(own.toByteArray()));
            bytes.add(row.textSize());
          }
          out.commitForced();
          written += out.rows();
        }
      }
      return written;
    }
  }
}
