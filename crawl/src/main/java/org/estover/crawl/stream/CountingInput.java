package org.estover.crawl.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a decompressor took, and notes whether it asked for more than there was, or the data
 * could not be had: what then becomes of the decompressor is no fault of the data.
 */
final class CountingInput extends FilterInputStream {
  private long count;
  private boolean ended;
  private @Nullable IOException fault;

  CountingInput(InputStream in) {
    super(in);
  }

  long count() {
    return count;
  }

  boolean ended() {
    return ended;
  }

  /** Throws what reading threw, if it did. */
  void checkRead() throws IOException {
    IOException thrown = fault;
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(target, offset, length);
    } catch (IOException e) {
      fault = e;
      throw e;
    }
    if (read < 0) {
      ended = true;
    } else {
      count += read;
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    // The wrapped stream's own way would not be counted.
    byte[] passed = new byte[(int) Math.min(wanted, 1 << 13)];
    long skipped = 0;
    while (skipped < wanted) {
      int read = read(passed, 0, (int) Math.min(passed.length, wanted - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
