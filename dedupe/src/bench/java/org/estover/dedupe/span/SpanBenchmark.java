package org.estover.dedupe.span;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Repeated passages of 100 bytes and more in a text file, on one thread; counted are its bytes,
 * those marked, and the CPU time of the thread: {@code textBytes * 1000 / cpuNanos} are MB/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class SpanBenchmark {
  /** What one pass did. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Pass {
    /** CPU time of the thread. */
    public long cpuNanos;

    /** Bytes of text. */
    public long textBytes;

    /** Bytes that repeated passages cover. */
    public long markedBytes;
  }

  /** An input: {@code NAME.txt} in the folder that the property bench.inputs names. */
  @Param({"en50"})
  public String input;

  /** Thousandths of it that are read, for the cost of doubling. */
  @Param({"1000"})
  public int part;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private Corpus corpus = Corpus.documents(List.of());

  /** Reads the text. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    Path file = Path.of(System.getProperty("bench.inputs")).resolve(input + ".txt");
    byte[] text = Files.readAllBytes(file);
    if (part < 1000) {
      text = Arrays.copyOf(text, (int) (text.length * (long) part / 1000));
    }
    corpus = Corpus.documents(List.of(text));
  }

  /** Marks all repeated passages. */
  @Benchmark
  public long find(Pass pass) {
    long started = threads.getCurrentThreadCpuTime();
    long marked = new RepeatedSpans(SpanConfig.DEFAULT).find(corpus).bytes(SpanMode.REMOVE_ALL);
    pass.cpuNanos += threads.getCurrentThreadCpuTime() - started;
    pass.textBytes += corpus.size();
    pass.markedBytes += marked;
    return marked;
  }
}
