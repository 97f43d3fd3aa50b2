package org.estover.dedupe.near.datatrove;

import java.io.IOException;
import java.util.List;
import org.estover.dedupe.BenchTexts;
import org.estover.dedupe.Pass;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signatures and band keys of all documents of an input; counted are the documents signed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class DatatroveBenchmark {
  /** An input. */
  @Param({"en50"})
  public String input;

  /** The hash of a shingle. */
  @Param({"XXH64", "SHA1_64", "XXH32"})
  public ShingleHash hash;

  private List<String> texts = List.of();
  private long bytes;

  /** Reads the documents. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    texts = BenchTexts.read(input);
    bytes = BenchTexts.bytes(texts);
  }

  /** Signs all documents. */
  @Benchmark
  public long sign(Pass pass) {
    pass.start();
    DatatroveMinHash minHash = new DatatroveMinHash(DatatroveConfig.DEFAULT.with(hash));
    long keys = 0;
    int signed = 0;
    for (String text : texts) {
      long[] bands = minHash.bandKeys(minHash.signature(text));
      signed += bands.length > 0 ? 1 : 0;
      for (long key : bands) {
        keys += key;
      }
    }
    pass.stop(bytes, signed);
    return keys;
  }
}
