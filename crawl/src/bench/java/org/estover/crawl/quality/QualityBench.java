package org.estover.crawl.quality;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Scores all lines of a file some times over, each as a document, and prints for each pass CPU
 * seconds of the thread, bytes that it allocated, documents, bytes of text and the sum of scores.
 *
 * <p>Arguments: a model; one of its labels; a file; how many passes.
 */
public final class QualityBench {
  private QualityBench() {}

  /** Runs the passes. */
  public static void main(String[] arguments) throws IOException {
    Scorer scorer = QualityModel.open(Path.of(arguments[0])).scorer(arguments[1]);
    byte[] texts = Files.readAllBytes(Path.of(arguments[2]));
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] == '\n') {
        ends.add(i);
      }
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    for (int pass = 0; pass < Integer.parseInt(arguments[3]); pass++) {
      long allocated = threads.getThreadAllocatedBytes(self);
      long nanos = threads.getCurrentThreadCpuTime();
      double sum = 0;
      int from = 0;
      for (int end : ends) {
        sum += scorer.score(texts, from, end);
        from = end + 1;
      }
      nanos = threads.getCurrentThreadCpuTime() - nanos;
      System.out.printf(
          Locale.ROOT,
          "%.4f %d %d %d %.6f%n",
          nanos / 1e9,
          threads.getThreadAllocatedBytes(self) - allocated,
          ends.size(),
          texts.length,
          sum);
    }
  }
}
