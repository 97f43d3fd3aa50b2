package org.estover.dedupe.near;

import java.io.IOException;
import java.util.List;
import org.estover.dedupe.BenchTexts;
import org.estover.dedupe.Pass;
import org.estover.dedupe.near.datatrove.DatatroveConfig;
import org.estover.dedupe.near.datatrove.DatatroveMinHash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The whole search for near-duplicates of an input, from strings in memory to verified clusters;
 * counted are the documents that would go.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class NearBenchmark {
  /** An input. */
  @Param({"en50"})
  public String input;

  /** Whose signatures. */
  @Param({"default", "datatrove"})
  public String profile;

  private List<String> texts = List.of();
  private long bytes;

  /** Reads the documents. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    texts = BenchTexts.read(input);
    bytes = BenchTexts.bytes(texts);
  }

  /** Signs all documents and finds the clusters. */
  @Benchmark
  public long find(Pass pass) {
    pass.start();
    NearDuplicates near = search();
    for (int i = 0; i < texts.size(); i++) {
      near.add(new SurvivorKey(1, 0, i), texts.get(i));
    }
    NearClusters clusters = near.find(texts::get);
    long gone = 0;
    for (int i = 0; i < texts.size(); i++) {
      gone += clusters.isDuplicate(i) ? 1 : 0;
    }
    pass.stop(bytes, gone);
    return gone;
  }

  private NearDuplicates search() {
    if (profile.equals("default")) {
      return new NearDuplicates(NearConfig.DEFAULT);
    }
    DatatroveConfig config = DatatroveConfig.DEFAULT;
    return new NearDuplicates(
        config.near(NearConfig.DEFAULT.threshold()), new DatatroveMinHash(config));
  }
}
