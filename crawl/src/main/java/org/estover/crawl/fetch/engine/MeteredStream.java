package org.estover.crawl.fetch.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;

/**
 * Counts what comes over the wire and ends an answer that drips: one whose rate, measured from its
 * first byte, is below the limit once the grace is over.
 */
final class MeteredStream extends FilterInputStream {
  private static final long MILLIS = 1000;

  private final long minBytesPerSecond;
  private final Clock clock;
  private long firstByteAt;
  private long count;

  MeteredStream(InputStream in, HttpLimits limits, Clock clock) {
    super(in);
    this.minBytesPerSecond = limits.minBytesPerSecond();
    this.clock = clock;
  }

  /** How many bytes have come. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      took(1);
    }
    return b;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      took(read);
    }
    return read;
  }

  private void took(int bytes) throws FetchFailure {
    long now = clock.millis();
    if (count == 0) {
      firstByteAt = now;
    }
    count += bytes;
    long millis = now - firstByteAt;
    if (millis > HttpLimits.RATE_GRACE_MILLIS && count * MILLIS < minBytesPerSecond * millis) {
      throw new FetchFailure(
          "too-slow", count + " bytes in " + millis / MILLIS + " s: below " + minBytesPerSecond);
    }
  }
}
