package org.estover.crawl.extract;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.WarcReader;
import org.estover.crawl.warc.WarcRecord;
import org.estover.crawl.warc.WarcVisitor;
import org.jsoup.parser.Parser;

/**
 * Extracts the pages of WARC files on one thread, pass by pass, and beside it only parses them:
 * prints a line of JSON a pass with the CPU time of each.
 *
 * <p>Arguments: passes, files.
 */
public final class BenchExtract {
  private static final int MAX_BYTES = 1 << 28;

  private BenchExtract() {}

  /** Runs the passes. */
  public static void main(String[] arguments) throws IOException {
    int passes = Integer.parseInt(arguments[0]);
    List<Capture> pages = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      WarcReader.read(Path.of(arguments[i]), MAX_BYTES, new Pages(pages));
    }
    long bytes = 0;
    for (Capture page : pages) {
      bytes += page.body().length;
    }
    for (int pass = 1; pass <= passes; pass++) {
      long parse = parse(pages);
      long[] extract = extract(pages);
      System.out.printf(
          Locale.ROOT,
          "{\"pass\": %d, \"pages\": %d, \"bytes\": %d, \"parseNanos\": %d, \"extractNanos\": %d,"
              + " \"chars\": %d}%n",
          pass,
          pages.size(),
          bytes,
          parse,
          extract[0],
          extract[1]);
    }
  }

  private static long parse(List<Capture> pages) {
    long start = cpu();
    int nodes = 0;
    for (Capture page : pages) {
      String html = Charsets.decodeHtml(page.body(), page.charset());
      nodes += Parser.htmlParser().parseInput(html, "").childNodeSize();
    }
    if (nodes == 0) {
      throw new IllegalStateException("nothing was parsed");
    }
    return cpu() - start;
  }

  private static long[] extract(List<Capture> pages) {
    HtmlExtractor extractor = new HtmlExtractor();
    long start = cpu();
    long chars = 0;
    for (Capture page : pages) {
      chars += extractor.extract(page.body(), page.charset(), page.uri()).text().length();
    }
    return new long[] {cpu() - start, chars};
  }

  private static long cpu() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadCpuTime();
  }

  /** Keeps the HTML pages of a file. */
  private record Pages(List<Capture> pages) implements WarcVisitor {
    @Override
    public void record(WarcRecord record) {
      if (Capture.of(record, MAX_BYTES) instanceof Capture capture
          && capture.mediaType().equals("text/html")) {
        pages.add(capture);
      }
    }

    @Override
    public void skipped(String type) {}

    @Override
    public void damaged(long offset, String reason, String excerpt) {}
  }
}
