package org.estover.crawl.filter;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Judges all documents of a file some times over, and prints for each pass CPU seconds of the
 * thread, bytes that it allocated, documents, bytes of text and documents kept.
 *
 * <p>Arguments: a file as {@link FilterVerdicts} reads it; the number of a filter of the profile
 * {@code datatrove}, from 0, or {@code chain}; how many passes.
 */
public final class FilterBench {
  private FilterBench() {}

  /** Runs the passes. */
  public static void main(String[] arguments) throws IOException {
    List<String> texts = new ArrayList<>();
    long bytes = 0;
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String text = FilterVerdicts.unescaped(line.substring(line.indexOf('\t') + 1));
      texts.add(text);
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
    }
    List<Filter> filters = Filters.profile("datatrove");
    FilterChain chain =
        new FilterChain(
            arguments[1].equals("chain")
                ? filters
                : List.of(filters.get(Integer.parseInt(arguments[1]))));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    for (int pass = 0; pass < Integer.parseInt(arguments[2]); pass++) {
      long allocated = threads.getThreadAllocatedBytes(self);
      long nanos = threads.getCurrentThreadCpuTime();
      long kept = texts.stream().filter(text -> chain.judge(text) instanceof Verdict.Keep).count();
      nanos = threads.getCurrentThreadCpuTime() - nanos;
      System.out.printf(
          Locale.ROOT,
          "%.4f %d %d %d %d%n",
          nanos / 1e9,
          threads.getThreadAllocatedBytes(self) - allocated,
          texts.size(),
          bytes,
          kept);
    }
  }
}
