package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.source.Source;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageCost;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.Manifest;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TokenizerIdentity;
import scala.Tuple2;

/**
 * The corridor's library calls on one thread without Spark: what {@code infra/bench/pipeline} holds
 * a run against. Its shards must be the run's, byte for byte, or the comparison is void.
 *
 * <p>{@code PLAN FOLDER memory} hands everything on in memory. {@code PLAN FOLDER files} hands it
 * on in the files of rows that a run writes. Prints one line a stage: name, CPU ms, wall ms, peak
 * bytes.
 */
public final class PlainPipeline {
  private static StageCost.Meter meter = StageCost.start(Clock.systemUTC());

  private PlainPipeline() {}

  public static void main(String[] arguments) throws IOException {
    RunPlan plan = RunPlan.load(Path.of(arguments[0]));
    Path out = Files.createDirectories(Path.of(arguments[1]));
    Tokenizer tokenizer = LoadedTokenizers.of(plan.tokenizer());
    Way way =
        arguments[2].equals("files")
            ? new InFiles(plan, out, tokenizer)
            : new InMemory(plan, tokenizer);
    meter = StageCost.start(Clock.systemUTC());
    way.crawl();
    end("01-crawl");
    way.extract();
    end("02-extract");
    way.filter();
    end("03-filter");
    way.survivors(new PlainDuplicates(Similarity.of(plan.dedupe())).of(way.features(), way::text));
    end("04-dedupe");
    SortedMap<String, Long> tokens = way.tokenize();
    end("05-tokenize");
    ShardCut cut = ShardCut.of(plan, tokens);
    Path shardFolder = Files.createDirectories(out.resolve("06-shard"));
    List<ReleasedShard> shards = shard(way.pairs(cut), cut, tokenizer, shardFolder);
    end("06-shard");
    release(plan, cut, shards, tokenizer, shardFolder, out.resolve("07-release"));
    end("07-release");
  }

  private static void end(String stage) throws IOException {
    StageCost cost = meter.cost();
    System.out.printf(
        Locale.ROOT, "%s %d %d %d%n", stage, cost.cpuMillis(), cost.wallMillis(), cost.peakBytes());
    meter = StageCost.start(Clock.systemUTC());
  }

  /** The digest of a set: sorted and hashed. */
  static byte[] digest(List<byte[]> set) {
    set.sort(Arrays::compareUnsigned);
    MessageDigest digest = Sha256.start();
    set.forEach(digest::update);
    return digest.digest();
  }

  private static List<ReleasedShard> shard(
      List<Tuple2<byte[], byte[]>> pairs, ShardCut cut, Tokenizer tokenizer, Path out)
      throws IOException {
    pairs.sort((a, b) -> Arrays.compareUnsigned(a._1(), b._1()));
    ShardJob.Writer writer = new ShardJob.Writer(out.toString(), cut, tokenizer, false);
    List<ReleasedShard> shards = new ArrayList<>();
    int from = 0;
    while (from < pairs.size()) {
      int shard = cut.shard(pairs.get(from)._1());
      int to = from;
      while (to < pairs.size() && cut.shard(pairs.get(to)._1()) == shard) {
        to++;
      }
      for (Iterator<String> json = writer.write(shard, pairs.subList(from, to).iterator());
          json.hasNext(); ) {
        byte[] utf8 = json.next().getBytes(StandardCharsets.UTF_8);
        shards.add(ReleasedShard.fromJson(CanonicalJson.parseObject(utf8)));
      }
      from = to;
    }
    return shards;
  }

  private static void release(
      RunPlan plan,
      ShardCut cut,
      List<ReleasedShard> shards,
      Tokenizer tokenizer,
      Path from,
      Path to)
      throws IOException {
    Files.createDirectories(to);
    for (ReleaseJob.Piece piece : ReleaseJob.pieces(shards, from)) {
      new ReleaseJob.PlaceTask(from.toString(), to.toString()).run(piece, new LongAccumulator());
    }
    List<ReleaseDraft.DraftSource> sources = new ArrayList<>();
    for (Source source : plan.sources()) {
      int bits = cut.bits().get(sources.size());
      sources.add(new ReleaseDraft.DraftSource(source.name(), source.weight(), bits));
    }
    TokenizerIdentity identity =
        new TokenizerIdentity(
            tokenizer.name(),
            LoadedTokenizers.digest(tokenizer),
            tokenizer.vocabularySize(),
            tokenizer.endOfText());
    ReleaseDraft draft =
        new ReleaseDraft(
            plan.corpus(),
            plan.digest(),
            new TreeMap<>(),
            identity,
            plan.order().seed(),
            plan.order().sequenceTokens(),
            sources,
            List.of(),
            FilterJob.withdrawnDigest(new java.util.TreeSet<>()),
            "");
    Manifest manifest = ReleaseWriter.assemble(to, draft, shards, new TreeMap<>());
    ReleaseWriter.seal(to, manifest);
  }
}
