package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.near.CandidateWindow;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.Shingles;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * 04-dedupe: of documents that are equal or similar, the smallest (priority, id) stays.
 *
 * <pre>
 * features   texts become content key and band keys                file by file
 * exact      equal content keys: {@link ExactGroups}               one shuffle
 * candidates equal signatures, shared band keys: {@link NearPairs} two shuffles
 * verified   exact similarity: {@link SimilarTexts}                two shuffles of candidates
 * components similar to similar to ...: {@link Components}         a few small shuffles a round
 * measured   each duplicate with its survivor: {@link SimilarTexts} two shuffles of duplicates
 * lift       an exact duplicate follows its survivor's own group   one small shuffle
 * verdicts   back to the file and row of each duplicate            one small shuffle
 * </pre>
 *
 * <p>Only what 03-filter kept takes part. Nothing depends on where or in which order the work was
 * done, and nothing but counts reaches the driver.
 */
public final class DedupeJob implements Stage {
  private static final byte[] SAME = Similarity.bytes(1);

  @Override
  public StageName name() {
    return StageName.DEDUPE;
  }

  @Override
  public SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace) {
    return Stage.versions(
        "content", ContentKey.VERSION,
        "shingles", Shingles.VERSION,
        "minhash", MinHash.V2.VERSION,
        "pairs", CandidateWindow.VERSION);
  }

  @Override
  public Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    Path documents = folder.folder(StageName.EXTRACT).resolve("documents");
    Path verdicts = folder.folder(StageName.FILTER).resolve("verdicts");
    Path out = folder.temporary(name());
    SurvivorTask last =
        new SurvivorTask(
            documents.toString(),
            verdicts.toString(),
            Files.createDirectories(out.resolve("verdicts")).toString(),
            Files.createDirectories(out.resolve("groups")).toString());
    List<RowFile> files = RowFile.in(documents);
    if (files.isEmpty()) {
      return new Sealed(StageReport.empty(name()), RowSum.ZERO.text());
    }
    Path features = Files.createDirectories(out.resolve("features"));
    Similarity similarity = Similarity.of(plan.dedupe());
    TreeMap<String, Integer> priorities = new TreeMap<>();
    plan.sources().forEach(source -> priorities.put(source.name(), source.priority()));
    long total = folder.report(StageName.EXTRACT).orElseThrow().unit(StageReport.BYTES).out();
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.BYTES, total)) {
      FeatureTask task =
          new FeatureTask(
              documents.toString(),
              verdicts.toString(),
              features.toString(),
              similarity,
              priorities);
      workplace.engine().forEach(files, bar, task);
      bar.advanceTo(total);
    }
    Part done =
        judge(
            workplace.engine(), documents.toString(), features.toString(), files, similarity, last);
    Leftovers.removeTree(features);
    return new Sealed(done.reportOr(StageReport.empty(name())), done.rows().text());
  }

  private static Part judge(
      Engine engine,
      String documents,
      String features,
      List<RowFile> files,
      Similarity similarity,
      SurvivorTask last)
      throws IOException {
    ExactGroups exact = ExactGroups.of(engine, features, files);
    JavaPairRDD<byte[], byte[]> duplicates = exact.duplicates();
    int partitions = engine.partitions(files);
    if (similarity.near()) {
      SimilarTexts texts = new SimilarTexts(engine, documents, files, similarity);
      JavaPairRDD<byte[], byte[]> pairs =
          texts.measure(NearPairs.of(exact, partitions), similarity.config().threshold());
      JavaPairRDD<byte[], byte[]> stars = new Components(engine, partitions).of(pairs);
      duplicates = lift(texts.measure(stars, 0), duplicates, partitions);
    } else {
      duplicates =
          duplicates.mapToPair(pair -> finding(Bytes.join(Vertex.id(pair._1()), SAME), pair._2()));
    }
    List<List<RowFile>> packs = engine.packs(files);
    int[] packOf = packOf(packs, files.size());
    JavaRDD<Part> parts =
        SortedPairs.sort(duplicates, packs.size(), (key, all) -> packOf[Vertex.file(key)])
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

  /** Which pack each file is in. */
  private static int[] packOf(List<List<RowFile>> packs, int files) {
    int[] packOf = new int[files];
    for (int pack = 0; pack < packs.size(); pack++) {
      for (RowFile file : packs.get(pack)) {
        packOf[file.index()] = pack;
      }
    }
    return packOf;
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
        .mapPartitionsToPair(DedupeJob::follow);
  }

  /** Along sorted (vertex, star or duplicate): the star's centre is the root of all that follow. */
  private static Iterator<Tuple2<byte[], byte[]>> follow(Iterator<Tuple2<byte[], byte[]>> sorted) {
    Root root = new Root();
    return new Pull<>(
        () -> {
          if (!sorted.hasNext()) {
            return null;
          }
          Tuple2<byte[], byte[]> pair = sorted.next();
          byte[] vertex = Vertex.first(pair._1());
          if (pair._1()[Vertex.SIZE] == 0) {
            root.set(vertex, pair._2());
            return new Tuple2<>(Vertex.place(vertex), DuplicateRule.NEAR.after(pair._2()));
          }
          return finding(root.of(vertex), pair._2());
        });
  }

  /** From a survivor's id and similarity, and a place and rule, to (place, all the others). */
  private static Tuple2<byte[], byte[]> finding(byte[] survivor, byte[] placeAndRule) {
    byte[] place = Bytes.slice(placeAndRule, 0, Vertex.placeSize());
    return new Tuple2<>(place, DuplicateRule.last(placeAndRule).after(survivor));
  }

  private static final class Root {
    private byte @Nullable [] vertex;
    private byte @Nullable [] root;

    void set(byte[] of, byte[] smallest) {
      vertex = of;
      root = smallest;
    }

    /** The id of the vertex's root and the similarity to it: its own id if it has no other. */
    byte[] of(byte[] wanted) {
      byte[] known = root;
      return known != null && Arrays.equals(vertex, wanted)
          ? known
          : Bytes.join(Vertex.id(wanted), SAME);
    }
  }
}
