package org.estover.dedupe.exact;

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

/**
 * Repeated paragraphs of an input ten times over; counted are the paragraphs that are to go. Texts
 * are strings in memory; reading them from JSON is not measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class ParagraphBenchmark {
  private static final int TIMES = 10;

  /** An input. */
  @Param({"en50"})
  public String input;

  private List<String> texts = List.of();
  private long bytes;

  /** Reads the documents. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    texts = BenchTexts.read(input);
    bytes = TIMES * BenchTexts.bytes(texts);
  }

  /** Counts the paragraphs, makes a filter for one false positive in 100,000, and fills it. */
  @Benchmark
  public long bloom(Pass pass) {
    pass.start();
    Paragraphs paragraphs = new Paragraphs(1);
    long count = 0;
    for (int time = 0; time < TIMES; time++) {
      for (String text : texts) {
        count += paragraphs.count(text);
      }
    }
    ParagraphBloom bloom = new ParagraphBloom(BloomSize.of(count, 1e-5));
    long gone = 0;
    for (int time = 0; time < TIMES; time++) {
      for (String text : texts) {
        gone += bloom.cuts(text, paragraphs).removed();
      }
    }
    pass.stop(bytes, gone);
    return gone;
  }

  /** Offers all documents to a table, then asks for the cuts of each. */
  @Benchmark
  public long exact(Pass pass) {
    pass.start();
    FirstParagraphs first = new FirstParagraphs(1);
    for (int rank = 0; rank < TIMES * texts.size(); rank++) {
      first.offer(rank, texts.get(rank % texts.size()));
    }
    long gone = 0;
    for (int rank = 0; rank < TIMES * texts.size(); rank++) {
      gone += first.cuts(rank, texts.get(rank % texts.size())).removed();
    }
    pass.stop(bytes, gone);
    return gone;
  }
}
