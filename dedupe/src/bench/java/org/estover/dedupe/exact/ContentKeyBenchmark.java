package org.estover.dedupe.exact;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

/** The content keys of all documents of an input; counted are the documents that repeat one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class ContentKeyBenchmark {
  /** An input. */
  @Param({"en50"})
  public String input;

  private List<String> texts = List.of();
  private long bytes;

  /** Reads the documents. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    texts = BenchTexts.read(input);
    bytes = BenchTexts.bytes(texts);
  }

  /** Computes the keys. */
  @Benchmark
  public long keys(Pass pass) {
    pass.start();
    Set<ContentKey> keys = new HashSet<>();
    for (String text : texts) {
      keys.add(ContentKey.of(text));
    }
    pass.stop(bytes, texts.size() - keys.size());
    return keys.size();
  }
}
