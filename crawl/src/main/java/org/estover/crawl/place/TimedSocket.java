package org.estover.crawl.place;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.function.LongSupplier;

/**
 * A connection all reads of which end by one time, whoever makes them: a host that sends a byte at
 * a time takes no longer than all of a page may, neither with the page nor, where TLS lies above
 * this, with the handshake.
 */
final class TimedSocket extends Socket {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String host;
  private final int seconds;
  private final long end;
  private final LongSupplier nanoTime;

  /**
   * Not connected yet.
   *
   * @param host for the message
   * @param seconds how long all may take, for the message
   * @param end when it ends, by the clock
   */
  TimedSocket(String host, int seconds, long end, LongSupplier nanoTime) {
    this.host = host;
    this.seconds = seconds;
    this.end = end;
    this.nanoTime = nanoTime;
  }

  /**
   * Milliseconds left.
   *
   * @throws IOException if there are none
   */
  int left() throws IOException {
    long left = (end - nanoTime.getAsLong()) / NANOS_PER_MILLI;
    if (left <= 0) {
      throw Errors.slow(host, seconds);
    }
    return (int) left;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        setSoTimeout(left());
        return super.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        setSoTimeout(left());
        return super.read(into, offset, length);
      }
    };
  }
}
