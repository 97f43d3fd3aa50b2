package org.estover.tokenize.reconstruct;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Tokens by number of share, those that are not 0; ascending. Immutable. */
final class ShareCounts {
  private final int[] shares;
  private final long[] tokens;

  private ShareCounts(int[] shares, long[] tokens) {
    this.shares = shares;
    this.tokens = tokens;
  }

  /** Adds the counts to those of all shares. */
  void addTo(long[] all, int sign) {
    for (int i = 0; i < shares.length; i++) {
      all[shares[i]] += sign * tokens[i];
    }
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Varint.write(shares.length, bytes);
    int previous = 0;
    for (int i = 0; i < shares.length; i++) {
      Varint.write(shares[i] - previous, bytes);
      Varint.write(tokens[i], bytes);
      previous = shares[i];
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws BufferUnderflowException if it is not that, or names another share than there is
   */
  static ShareCounts read(ByteBuffer bytes, int shareCount) {
    int count = Varint.read(bytes, shareCount);
    int[] shares = new int[count];
    long[] tokens = new long[count];
    int previous = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = previous + Varint.read(bytes, shareCount - 1 - previous);
      tokens[i] = Varint.read(bytes);
      previous = shares[i];
    }
    if (bytes.hasRemaining()) {
      throw new BufferUnderflowException();
    }
    return new ShareCounts(shares, tokens);
  }

  /** Sums counts; holds one number for every share, and is used by one thread. */
  static final class Adder {
    private final long[] all;
    private int[] touched = new int[64];
    private int used;

    Adder(int shareCount) {
      all = new long[shareCount];
    }

    void add(int share, long count) {
      if (all[share] == 0) {
        if (used == touched.length) {
          touched = Arrays.copyOf(touched, 2 * used);
        }
        touched[used++] = share;
      }
      all[share] += count;
    }

    void add(ShareCounts counts) {
      for (int i = 0; i < counts.shares.length; i++) {
        add(counts.shares[i], counts.tokens[i]);
      }
    }

    /** What was added since the last time. */
    ShareCounts take() {
      int[] shares = Arrays.copyOf(touched, used);
      Arrays.sort(shares);
      long[] tokens = new long[used];
      for (int i = 0; i < used; i++) {
        tokens[i] = all[shares[i]];
        all[shares[i]] = 0;
      }
      used = 0;
      return new ShareCounts(shares, tokens);
    }
  }
}
