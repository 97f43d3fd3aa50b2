package org.estover.crawl.stream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * What a library's stream unpacks, where such a stream throws at damage and cannot go on behind it:
 * bzip2, xz, gzip inside of other files, entries of archives. Of many streams of bzip2 in a file,
 * as dumps have them, the next one is opened then.
 */
final class StreamFeed implements ByteFeed {
  /** Enough for every level of xz; what asks for more asks for all the memory there is. */
  private static final int XZ_MEMORY_KIB = 160 << 10;

  /** How a stream of bzip2 begins, and its first block; between them stands a digit. */
  private static final long BZIP2_START = 0x425a683031415926L;

  private static final long BZIP2_MASK = 0xfffffff0ffffffffL;

  /** Makes a stream of unpacked bytes, and may read from that of packed ones for it. */
  @FunctionalInterface
  interface Opener {
    InputStream open(InputStream packed) throws IOException;
  }

  private final String format;
  private final CountingInput packed;
  private final Opener opener;
  private final long size;
  private @Nullable InputStream unpacked;
  private @Nullable Damage damage;

  /** What is packed, read ahead of the library, which asks for a byte at a time. */
  private @Nullable Ahead ahead;

  /** The same where it may be of many streams one after the other: bzip2's. */
  private @Nullable PushbackInputStream streams;

  private StreamFeed(String format, CountingInput packed, long size, Opener opener) {
    this.format = format;
    this.packed = packed;
    this.size = size;
    this.opener = opener;
  }

  static StreamFeed bzip2(InputStream in, long size) {
    CountingInput packed = new CountingInput(in);
    Ahead ahead = new Ahead(packed);
    PushbackInputStream streams = new PushbackInputStream(ahead, Long.BYTES);
    StreamFeed feed =
        new StreamFeed(
            "bzip2",
            packed,
            size,
            file -> new ByteByByte(new BZip2CompressorInputStream(streams, true)));
    feed.ahead = ahead;
    feed.streams = streams;
    return feed;
  }

  static StreamFeed xz(InputStream in, long size) {
    CountingInput packed = new CountingInput(in);
    Ahead ahead = new Ahead(packed);
    StreamFeed feed =
        new StreamFeed("xz", packed, size, file -> new XZInputStream(ahead, XZ_MEMORY_KIB));
    feed.ahead = ahead;
    return feed;
  }

  static StreamFeed gzip(InputStream in, long size) {
    return new StreamFeed(
        "gzip", new CountingInput(in), size, file -> new GZIPInputStream(file, 1 << 16));
  }

  /**
   * An entry of an archive.
   *
   * @param archive where the archive is read from
   * @param entry throws where the entry is damaged
   */
  static StreamFeed entry(String format, CountingInput archive, InputStream entry) {
    return new StreamFeed(format, archive, -1, file -> entry);
  }

  static boolean isBzip2(byte[] first) {
    return first.length >= 4
        && first[0] == 'B'
        && first[1] == 'Z'
        && first[2] == 'h'
        && first[3] >= '1'
        && first[3] <= '9';
  }

  static boolean isXz(byte[] first) {
    return first.length >= 4
        && (first[0] & 0xff) == 0xfd
        && first[1] == '7'
        && first[2] == 'z'
        && first[3] == 'X';
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (damage != null) {
      return -1;
    }
    try {
      InputStream open = unpacked;
      if (open == null) {
        open = opener.open(packed);
        unpacked = open;
      }
      return open.read(target, offset, length);
    } catch (IOException | IllegalStateException e) {
      return fail();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      // What the libraries throw at damage that they did not think of.
      return fail();
    }
  }

  private int fail() throws IOException {
    packed.checkRead();
    long taken = packed.count() - (ahead == null ? 0 : ahead.left());
    damage = new Damage(taken, format + (packed.ended() ? "-truncated" : "-corrupt"));
    return -1;
  }

  @Override
  public Optional<Damage> damage() {
    return Optional.ofNullable(damage);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean resume() throws IOException {
    PushbackInputStream left = streams;
    if (damage == null || left == null) {
      return false;
    }
    byte[] start = new byte[Long.BYTES];
    long window = 0;
    for (int next = left.read(); next >= 0; next = left.read()) {
      window = window << Byte.SIZE | next;
      ByteBuffer.wrap(start).putLong(window);
      if ((window & BZIP2_MASK) == BZIP2_START && isBzip2(start)) {
        left.unread(start);
        unpacked = null;
        damage = null;
        return true;
      }
    }
    return false;
  }

  /** Closes what is packed; the libraries' streams hold nothing else. */
  @Override
  public void close() throws IOException {
    packed.close();
  }

  /** A buffer that says how much of what was read into it nobody has taken. */
  private static final class Ahead extends BufferedInputStream {
    Ahead(InputStream in) {
      super(in, 1 << 16);
    }

    int left() {
      return count - pos;
    }
  }

  /**
   * A stream that loses what it has unpacked for a call in which it throws; asked for one byte at a
   * time, as it works inside anyway, it does not.
   */
  private static final class ByteByByte extends InputStream {
    private final InputStream in;
    private @Nullable IOException thrown;

    ByteByByte(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      IOException before = thrown;
      if (before != null) {
        throw before;
      }
      int size = 0;
      try {
        for (int b; size < length && (b = in.read()) >= 0; size++) {
          target[offset + size] = (byte) b;
        }
      } catch (IOException e) {
        thrown = e;
        if (size == 0) {
          throw e;
        }
      }
      return size == 0 && length > 0 ? -1 : size;
    }
  }
}
