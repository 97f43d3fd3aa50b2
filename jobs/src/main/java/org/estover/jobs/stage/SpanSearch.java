package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanMode;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;

/**
 * The passages that documents repeat, over Spark: {@link org.estover.dedupe.span.RepeatedSpans} on
 * documents, with shuffles in between.
 *
 * <pre>
 * anchors    of each window one gram: {@link SpanAnchors}               file by file
 * shared     hashes that two anchors have, back to their documents     one shuffle, 24 bytes an anchor
 * around     the bytes around these anchors: {@link AnchorBytes}        one shuffle of shared anchors
 * windows    equal windows around anchors of one hash: {@link AnchorGroups} one shuffle of these bytes
 * spans      cuts beside each document: {@link SpanTask}                one small shuffle
 * </pre>
 *
 * <p>Windows lie within documents, and the first occurrence is that of the smallest (priority, id),
 * of rows of one id that which states less by a digest; so nothing depends on how files are cut or
 * who lies beside whom. Texts are read three times. Memory of a task: one document and its anchors
 * (12 bytes each), or some 500 bytes for each surroundings of one anchor that differ; equal ones,
 * as in copies of a document, are counted off one by one. Nothing but counts reaches the driver.
 */
public final class SpanSearch {
  /** The name of what is found and cut; another result means another name. */
  public static final String VERSION = "estover.document-spans.v1";

  private final Engine engine;
  private final SpanConfig config;
  private final SpanMode mode;
  private final Ranks ranks;

  /**
   * Prepares a search.
   *
   * @param priorities by source; documents of {@link org.estover.dedupe.near.SurvivorKey#BASE} are
   *     never cut
   */
  public SpanSearch(
      Engine engine, SpanConfig config, SpanMode mode, Map<String, Integer> priorities) {
    this(engine, config, mode, new Ranks(new TreeMap<>(priorities), ""));
  }

  SpanSearch(Engine engine, SpanConfig config, SpanMode mode, Ranks ranks) {
    this.engine = engine;
    this.config = config;
    this.mode = mode;
    this.ranks = ranks;
  }

  /** The same, but documents whose ids are in a file of {@link PublishedIds} come first, uncut. */
  SpanSearch keeping(Path ids) {
    return new SpanSearch(engine, config, mode, new Ranks(ranks.priorities(), ids.toString()));
  }

  /**
   * What was found.
   *
   * @param documents that took part
   * @param bytes of their texts
   * @param markedBytes of these that occur elsewhere as well
   * @param cutBytes that are to be cut
   */
  public record Found(long documents, long bytes, long markedBytes, long cutBytes)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static final Found NOTHING = new Found(0, 0, 0, 0);

    Found plus(Found other) {
      return new Found(
          documents + other.documents,
          bytes + other.bytes,
          markedBytes + other.markedBytes,
          cutBytes + other.cutBytes);
    }
  }

  /**
   * Finds what the documents of all files in a folder repeat.
   *
   * @param verdicts rows beside them: what was dropped takes no part
   * @param out gets {@code spans}: {@link SpanRow}s, row by row beside the documents. A search that
   *     was killed goes on there at its last whole step
   */
  public Found find(Path documents, Path verdicts, Path out, Progress.Bar bar) throws IOException {
    List<RowFile> files = RowFile.in(documents);
    Path steps = out.resolve("steps");
    SavedPairs windows =
        SavedPairs.in(
            steps.resolve("windows"),
            engine,
            () -> windows(files, documents.toString(), verdicts.toString(), steps));
    SpanTask task =
        new SpanTask(
            documents.toString(),
            verdicts.toString(),
            Files.createDirectories(out.resolve("spans")).toString(),
            config.minBytes(),
            mode,
            ranks);
    Found found = write(files, windows.pairs(engine), task, bar);
    Leftovers.removeTree(steps);
    return found;
  }

  private JavaPairRDD<byte[], byte[]> windows(
      List<RowFile> files, String documents, String verdicts, Path steps) throws IOException {
    int parts = engine.partitions(files);
    int minBytes = config.minBytes();
    Ranks order = ranks;
    SavedPairs shared =
        SavedPairs.in(
            steps.resolve("shared"),
            engine,
            () ->
                SortedPairs.sort(
                        engine.pairs(files, new SpanAnchors(documents, verdicts, minBytes)),
                        parts,
                        SortedPairs::byPrefix)
                    .mapPartitionsToPair(SpanAnchors::shared));
    JavaPairRDD<byte[], byte[]> around =
        SortedPairs.sort(shared.pairs(engine), parts, Vertex::byFile)
            .mapPartitionsToPair(
                sorted -> {
                  Ranks.Open open = Pull.untilTaskEnds(order.open());
                  return new Pull<>(new AnchorBytes(documents, files, sorted, minBytes, open));
                });
    return SortedPairs.sort(around, parts, SortedPairs::byPrefix)
        .mapPartitionsToPair(sorted -> new Pull<>(new AnchorGroups(sorted, minBytes)));
  }

  private Found write(
      List<RowFile> files, JavaPairRDD<byte[], byte[]> windows, SpanTask task, Progress.Bar bar)
      throws IOException {
    List<List<RowFile>> packs = engine.packs(files);
    List<Found> found =
        engine.metered(
            bar,
            done -> {
              JavaRDD<Found> parts =
                  SortedPairs.sort(windows, packs.size(), Packs.byFile(packs))
                      .mapPartitionsWithIndex(
                          (index, own) -> {
                            Found part = task.run(packs.get(index), own, done);
                            FirstAttempts.fail();
                            return List.of(part).iterator();
                          },
                          false);
              return parts.collect();
            });
    return found.stream().reduce(Found.NOTHING, Found::plus);
  }
}
