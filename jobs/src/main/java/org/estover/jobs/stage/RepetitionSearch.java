package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.licensing.terms.deed.FreshTokens;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.shard.TokenWidth;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Finds which tokens of a run's documents repeat what the document, or one that was captured before
 * it, has said.
 *
 * <pre>
 * ranks    how old the text of each document is: {@link FirstCaptures}   two shuffles of documents
 * runs     every 16 tokens of documents with a rank, by their hash       file by file
 * copied   a run is the oldest document's; all others copied it          one shuffle of runs
 * counts   back to the file and row of each copy                         one small shuffle
 * </pre>
 *
 * <p>A run of 16 tokens costs the shuffle 56 bytes: hash (8), time (8), document (16), place (12),
 * position (4), lengths (8); so does every token of a document with a rank. What is copied costs 25
 * bytes a token once more. A run that very many documents share is one key, and one task walks it.
 * Memory: one document a task. Nothing depends on where or in which order the work was done. Only
 * documents of which enough is repeated reach the driver, and no more than are asked for.
 */
public final class RepetitionSearch {
  /** A shuffle of runs is this much wider than one of documents. */
  private static final int WIDER = 8;

  private static final byte[] NONE = {};
  private static final byte[] RANKED = {0};
  private static final byte[] COPIED = {1};

  private final Corpus corpus;
  private final List<RowFile> files;
  private final Engine engine;

  private RepetitionSearch(Corpus corpus, List<RowFile> files, Engine engine) {
    this.corpus = corpus;
    this.files = files;
    this.engine = engine;
  }

  /**
   * Searches the documents that a run kept.
   *
   * @param tokenizer the run's
   * @param most so many documents that count are enough; of more some are left out
   */
  public static Repetitions of(
      RunFolder run, TokenizerIdentity tokenizer, int most, Engine engine, Progress progress)
      throws IOException {
    Path documents = run.folder(StageName.EXTRACT).resolve("documents");
    Corpus corpus =
        new Corpus(
            documents.toString(),
            run.folder(StageName.DEDUPE).resolve("verdicts").toString(),
            run.folder(StageName.TOKENIZE).resolve("tokens").toString(),
            TokenWidth.forVocabulary(tokenizer.vocabularySize()),
            tokenizer.endOfText());
    long total = run.report(StageName.TOKENIZE).orElseThrow().unit(StageReport.TOKENS).out();
    engine.start();
    try (Progress.Bar bar = progress.start("repetition", StageReport.TOKENS, total)) {
      Repetitions found = of(corpus, RowFile.in(documents), most, engine, bar);
      bar.advanceTo(total);
      return found;
    }
  }

  static Repetitions of(
      Corpus corpus, List<RowFile> files, int most, Engine engine, Progress.Bar bar)
      throws IOException {
    if (files.isEmpty()) {
      return new Repetitions(0, List.of());
    }
    return new RepetitionSearch(corpus, files, engine).search(most, bar);
  }

  /** Where the rows of a run lie, and how tokens are written in them. */
  record Corpus(String documents, String survivors, String tokens, TokenWidth width, int endOfText)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    KeptTokens open(List<RowFile> pack) {
      return Pull.untilTaskEnds(new KeptTokens(documents, tokens, width, endOfText, pack));
    }
  }

  private Repetitions search(int most, Progress.Bar bar) throws IOException {
    List<List<RowFile>> packs = engine.packs(files);
    Corpus all = corpus;
    SortedPairs.Cut byPack = Packs.byFile(packs);
    JavaPairRDD<byte[], byte[]> ranks = SortedPairs.sort(ranks(), packs.size(), byPack);
    long compared = engine.result(ranks::count);
    List<Found> found =
        engine.metered(
            bar,
            done -> {
              JavaPairRDD<byte[], byte[]> runs =
                  JavaPairRDD.fromJavaRDD(
                      ranks.mapPartitionsWithIndex(
                          (pack, ranked) -> runs(all, packs.get(pack), ranked, done), false));
              JavaPairRDD<byte[], byte[]> copied =
                  SortedPairs.sort(runs, engine.partitions(files) * WIDER, SortedPairs::byPrefix)
                      .mapPartitionsToPair(RepetitionSearch::copied);
              JavaPairRDD<byte[], byte[]> marks =
                  copied.union(ranks.mapToPair(RepetitionSearch::mark));
              JavaRDD<Found> counts =
                  SortedPairs.sort(marks, packs.size(), byPack)
                      .mapPartitionsWithIndex(
                          (pack, marked) -> counts(all.open(packs.get(pack)), marked), false);
              return counts.take(most);
            });
    return new Repetitions(
        compared,
        found.stream()
            .map(each -> new Repetition(each.id(), each.holder(), each.tokens(), each.fresh()))
            .sorted(Comparator.comparing(Repetition::documentId))
            .toList());
  }

  private JavaPairRDD<byte[], byte[]> ranks() {
    FirstCaptures captures = new FirstCaptures(corpus.documents(), corpus.survivors());
    return FirstCaptures.ranks(
        SortedPairs.sort(
            engine.pairs(files, captures), engine.partitions(files), SortedPairs::byPrefix));
  }

  /** The runs of documents that have a rank: hash, time and id; place and position. */
  private static Iterator<Tuple2<byte[], byte[]>> runs(
      Corpus corpus,
      List<RowFile> pack,
      Iterator<Tuple2<byte[], byte[]>> ranked,
      LongAccumulator done) {
    Runs runs = new Runs(corpus.tokens(), corpus.open(pack), ranked, done);
    return new Pull<>(runs::next);
  }

  /** The walk along documents and their ranks, both by place. */
  private static final class Runs {
    private final String folder;
    private final KeptTokens documents;
    private final Iterator<Tuple2<byte[], byte[]>> ranked;
    private final LongAccumulator done;
    private KeptTokens.@Nullable Kept document;
    private byte[] place = NONE;
    private byte[] age = NONE;
    private int at;

    Runs(
        String folder,
        KeptTokens documents,
        Iterator<Tuple2<byte[], byte[]>> ranked,
        LongAccumulator done) {
      this.folder = folder;
      this.documents = documents;
      this.ranked = ranked;
      this.done = done;
    }

    @Nullable Tuple2<byte[], byte[]> next() throws IOException {
      KeptTokens.Kept open = document;
      while (open == null || at == FreshTokens.runs(open.tokens())) {
        if (!ranked.hasNext()) {
          return null;
        }
        open = seek(ranked.next());
      }
      byte[] hash = new byte[Long.BYTES];
      Bytes.put(hash, 0, FreshTokens.run(open.tokens(), at));
      byte[] position = new byte[Integer.BYTES];
      Bytes.put(position, 0, at);
      at++;
      return new Tuple2<>(Bytes.join(hash, age), Bytes.join(place, position));
    }

    private KeptTokens.Kept seek(Tuple2<byte[], byte[]> rank) throws IOException {
      KeptTokens.Kept next = documents.next();
      while (next != null && !next.isAt(rank._1())) {
        done.add(next.tokens().length);
        next = documents.next();
      }
      if (next == null) {
        throw Errors.noTokens(folder, Vertex.file(rank._1()), Vertex.row(rank._1()));
      }
      done.add(next.tokens().length);
      document = next;
      place = rank._1();
      age = Bytes.join(FirstCaptures.Rank.time(rank._2()), next.id());
      at = 0;
      return next;
    }
  }

  /** Along sorted runs: whoever is not the first with a run copied it; place, mark and position. */
  private static Iterator<Tuple2<byte[], byte[]>> copied(Iterator<Tuple2<byte[], byte[]>> sorted) {
    byte[][] first = {NONE};
    return new Pull<>(
        () -> {
          while (sorted.hasNext()) {
            Tuple2<byte[], byte[]> run = sorted.next();
            byte[] key = run._1();
            boolean begins = first[0].length == 0 || !Bytes.sameRange(key, first[0], 0, Long.BYTES);
            if (begins) {
              first[0] = key;
            }
            if (!begins && !Bytes.sameRange(key, first[0], Long.BYTES, key.length)) {
              byte[] value = run._2();
              byte[] at = Bytes.slice(value, 0, Vertex.placeSize());
              byte[] position = Bytes.slice(value, Vertex.placeSize(), value.length);
              return new Tuple2<>(Bytes.join(at, COPIED, position), NONE);
            }
          }
          return null;
        });
  }

  private static Tuple2<byte[], byte[]> mark(Tuple2<byte[], byte[]> rank) {
    return new Tuple2<>(Bytes.join(rank._1(), RANKED), rank._2());
  }

  /** A document of which so much is repeated that it counts. */
  record Found(String id, String holder, long tokens, long fresh) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Along documents and what was marked of them, both by place. */
  private static Iterator<Found> counts(
      KeptTokens documents, Iterator<Tuple2<byte[], byte[]>> marked) throws IOException {
    List<Found> found = new ArrayList<>();
    Tuple2<byte[], byte[]> mark = marked.hasNext() ? marked.next() : null;
    for (var next = documents.next(); next != null; next = documents.next()) {
      FreshTokens fresh = new FreshTokens(next.tokens());
      boolean anothers = false;
      while (mark != null && next.isAt(mark._1())) {
        byte[] key = mark._1();
        if (key[Vertex.placeSize()] == COPIED[0]) {
          fresh.copied(Bytes.int32(key, Vertex.placeSize() + 1));
        } else {
          anothers = FirstCaptures.Rank.isAnothers(mark._2());
        }
        mark = marked.hasNext() ? marked.next() : null;
      }
      String id = DocumentId.of(next.id()).toString();
      Repetition repetition =
          new Repetition(id, next.holder(), fresh.tokens(), fresh.earning(anothers));
      if (repetition.counts()) {
        found.add(new Found(id, next.holder(), fresh.tokens(), repetition.fresh()));
      }
    }
    FirstAttempts.fail();
    return found.iterator();
  }
}
