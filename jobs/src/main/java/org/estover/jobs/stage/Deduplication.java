package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The duplicates among files of documents, over Spark.
 *
 * <pre>
 * features   texts become content key and band keys                file by file
 * urls       one URL, where the plan asks: {@link ExactGroups}     one shuffle
 * exact      equal content keys: {@link ExactGroups}               one shuffle
 * candidates equal signatures, shared band keys: {@link NearPairs} two shuffles
 * verified   exact similarity: {@link SimilarTexts}                two shuffles of candidates
 * components similar to similar to ...: {@link Components}         a few small shuffles a round
 * measured   each duplicate with its survivor: {@link SimilarTexts} two shuffles of duplicates
 * lift       a duplicate follows its survivor's own group          one or two small shuffles
 * verdicts   back to the file and row of each duplicate            one small shuffle
 * </pre>
 *
 * <p>Only what 03-filter kept takes part, and what a base release has published stays. Nothing
 * depends on where or in which order the work was done, and nothing but counts reaches the driver.
 */
public final class Deduplication {
  private static final byte[] SAME = Similarity.bytes(1);
  private static final byte[] NOT_MEASURED = Similarity.bytes(Double.NaN);

  private final Engine engine;
  private final Similarity similarity;
  private final Ranks ranks;
  private final HeldOut heldOut;

  Deduplication(Engine engine, Similarity similarity, Ranks ranks, HeldOut heldOut) {
    this.engine = engine;
    this.similarity = similarity;
    this.ranks = ranks;
    this.heldOut = heldOut;
  }

  /**
   * Looks for duplicates.
   *
   * @param priorities by source; {@link SurvivorKey#BASE} for documents that stay in any case
   */
  public static Deduplication of(
      Engine engine, DuplicateSearch search, Map<String, Integer> priorities) {
    return new Deduplication(
        engine, Similarity.of(search), new Ranks(new TreeMap<>(priorities), ""), HeldOut.NONE);
  }

  /**
   * Judges the documents of all files in a folder.
   *
   * @param verdicts rows of 03-filter beside them: what it dropped takes no part
   * @param out gets {@code verdicts}, row by row beside the documents, and {@code groups}
   */
  public void judge(Path documents, Path verdicts, Path out, Progress.Bar bar) throws IOException {
    run(documents, verdicts, out, bar);
  }

  Part run(Path documents, Path verdicts, Path out, Progress.Bar bar) throws IOException {
    SurvivorTask last =
        new SurvivorTask(
            documents.toString(),
            verdicts.toString(),
            Files.createDirectories(out.resolve("verdicts")).toString(),
            Files.createDirectories(out.resolve("groups")).toString(),
            heldOut);
    List<RowFile> files = RowFile.in(documents);
    if (files.isEmpty()) {
      return Part.NOTHING;
    }
    Path features = Files.createDirectories(out.resolve("features"));
    FeatureTask task =
        new FeatureTask(
            documents.toString(), verdicts.toString(), features.toString(), similarity, ranks);
    engine.forEach(files, bar, task);
    Path steps = out.resolve("steps");
    Part done = judged(documents.toString(), features.toString(), steps, files, last);
    Leftovers.removeTree(features);
    Leftovers.removeTree(steps);
    return done;
  }

  private Part judged(
      String documents, String features, Path steps, List<RowFile> files, SurvivorTask last)
      throws IOException {
    int partitions = engine.partitions(files);
    ExactGroups exact;
    JavaPairRDD<byte[], byte[]> duplicates;
    if (similarity.urls()) {
      ExactGroups urls = ExactGroups.ofUrls(engine, features, files);
      exact = urls.byContent();
      duplicates = exact.duplicates().union(moved(exact.edges(), urls.duplicates(), partitions));
    } else {
      exact = ExactGroups.ofContent(engine, features, files);
      duplicates = exact.duplicates();
    }
    if (similarity.near()) {
      SimilarTexts texts = new SimilarTexts(engine, documents, files, similarity);
      JavaPairRDD<byte[], byte[]> stars =
          new Components(engine, partitions, steps)
              .of(() -> similar(NearPairs.of(exact, partitions), texts));
      duplicates = lift(texts.measure(stars, 0), duplicates, partitions);
    } else {
      duplicates =
          duplicates.mapToPair(pair -> finding(Bytes.join(Vertex.id(pair._1()), SAME), pair._2()));
    }
    List<List<RowFile>> packs = engine.packs(files);
    JavaRDD<Part> parts =
        SortedPairs.sort(duplicates, packs.size(), Packs.byFile(packs))
            .mapPartitionsWithIndex(
                (index, found) -> {
                  Part part = last.run(packs.get(index), found);
                  FirstAttempts.fail();
                  return List.of(part).iterator();
                },
                false);
    Part sum = Part.NOTHING;
    for (Part part : engine.result(parts::collect)) {
      sum = sum.plus(part);
    }
    return sum;
  }

  private JavaPairRDD<byte[], byte[]> similar(
      JavaPairRDD<byte[], byte[]> candidates, SimilarTexts texts) {
    return similarity.verified()
        ? texts.measure(candidates, similarity.config().threshold())
        : candidates;
  }

  /**
   * Joins exact duplicates with the groups of their survivors: an exact duplicate of a document
   * that is itself similar to a smaller one belongs to the group of the smaller one, and is as
   * similar to it.
   */
  private static JavaPairRDD<byte[], byte[]> lift(
      JavaPairRDD<byte[], byte[]> stars, JavaPairRDD<byte[], byte[]> exact, int partitions) {
    byte[] star = {0};
    byte[] duplicate = {1};
    JavaPairRDD<byte[], byte[]> roots =
        stars.mapToPair(
            edge ->
                new Tuple2<>(
                    Bytes.join(Vertex.first(edge._1()), star),
                    Bytes.join(Vertex.id(Vertex.second(edge._1())), edge._2())));
    JavaPairRDD<byte[], byte[]> followers =
        exact.mapToPair(
            pair -> new Tuple2<>(Bytes.join(pair._1(), duplicate, pair._2()), pair._2()));
    return SortedPairs.sort(roots.union(followers), partitions, Vertex::byId)
        .mapPartitionsToPair(Deduplication::follow);
  }

  /** Along sorted (vertex, star or duplicate): the star's centre is the root of all that follow. */
  private static Iterator<Tuple2<byte[], byte[]>> follow(Iterator<Tuple2<byte[], byte[]>> sorted) {
    Root root = new Root();
    return new Pull<>(
        () -> {
          while (sorted.hasNext()) {
            Tuple2<byte[], byte[]> pair = sorted.next();
            byte[] vertex = Vertex.first(pair._1());
            if (pair._1()[Vertex.SIZE] != 0) {
              byte[] itself = Bytes.join(Vertex.id(vertex), SAME);
              return finding(root.of(vertex, itself), pair._2());
            }
            root.set(vertex, pair._2());
            if (!Vertex.isBase(vertex)) {
              return new Tuple2<>(Vertex.place(vertex), DuplicateRule.NEAR.after(pair._2()));
            }
          }
          return null;
        });
  }

  /**
   * From a survivor's id and similarity, and a place and rule, to (place, all the others). What a
   * URL's duplicate says has never been compared.
   */
  private static Tuple2<byte[], byte[]> finding(byte[] survivor, byte[] placeAndRule) {
    byte[] place = Bytes.slice(placeAndRule, 0, Vertex.placeSize());
    DuplicateRule rule = DuplicateRule.last(placeAndRule);
    byte[] found =
        rule == DuplicateRule.URL
            ? Bytes.join(Bytes.slice(survivor, 0, Vertex.ID_SIZE), NOT_MEASURED)
            : survivor;
    return new Tuple2<>(place, rule.after(found));
  }

  /** Has the duplicates of URLs follow survivors that are themselves equal to a smaller one. */
  private static JavaPairRDD<byte[], byte[]> moved(
      JavaPairRDD<byte[], byte[]> edges, JavaPairRDD<byte[], byte[]> urls, int partitions) {
    byte[] edge = {0};
    byte[] duplicate = {1};
    JavaPairRDD<byte[], byte[]> survivors =
        edges.mapToPair(
            pair ->
                new Tuple2<>(Bytes.join(Vertex.first(pair._1()), edge), Vertex.second(pair._1())));
    JavaPairRDD<byte[], byte[]> followers =
        urls.mapToPair(
            pair -> new Tuple2<>(Bytes.join(pair._1(), duplicate, pair._2()), pair._2()));
    return SortedPairs.sort(survivors.union(followers), partitions, Vertex::byId)
        .mapPartitionsToPair(
            sorted -> {
              Root root = new Root();
              return new Pull<>(
                  () -> {
                    while (sorted.hasNext()) {
                      Tuple2<byte[], byte[]> pair = sorted.next();
                      byte[] vertex = Vertex.first(pair._1());
                      if (pair._1()[Vertex.SIZE] != 0) {
                        return new Tuple2<>(root.of(vertex, vertex), pair._2());
                      }
                      root.set(vertex, pair._2());
                    }
                    return null;
                  });
            });
  }

  private static final class Root {
    private byte @Nullable [] vertex;
    private byte @Nullable [] root;

    void set(byte[] of, byte[] smallest) {
      vertex = of;
      root = smallest;
    }

    /** What is known of the vertex's root, or of itself if it has no other. */
    byte[] of(byte[] wanted, byte[] itself) {
      byte[] known = root;
      return known != null && Arrays.equals(vertex, wanted) ? known : itself;
    }
  }
}
