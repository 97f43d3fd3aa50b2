package org.estover.crawl.fuzz;

import java.io.IOException;
import org.estover.crawl.stream.ByteFeed;

/** Decompresses whatever begins like gzip or zstd, and goes on behind damage. */
public final class FeedTarget {
  private FeedTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    byte[] buffer = new byte[4096];
    long left = Scratch.MAX_UNPACKED;
    try (ByteFeed feed = ByteFeed.open(Scratch.file(data))) {
      do {
        int read;
        while (left > 0 && (read = feed.read(buffer, 0, buffer.length)) > 0) {
          left -= read;
        }
      } while (left > 0 && feed.resume());
    }
  }
}
