package org.estover.crawl.stream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
    Streams streams = new Streams(ahead);
    StreamFeed feed =
        new StreamFeed(
            "bzip2",
            packed,
            size,
            file -> new CheckedBlocks(new BZip2CompressorInputStream(streams, true), streams));
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

  /** What bzip2 is read from; counts how often it was asked for a byte, also behind the last. */
  private static final class Streams extends PushbackInputStream {
    private long asked;

    Streams(InputStream in) {
      super(in, Long.BYTES);
    }

    @Override
    public int read() throws IOException {
      asked++;
      return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      asked++;
      return super.read(target, offset, length);
    }
  }

  /**
   * The blocks of bzip2 whose checksum is right. The library checks that of a block when all of it
   * was taken, and only then asks for bytes of the next one, so a block is held until it asks.
   * Memory: a block, which is 900 kB, of bytes that repeat without end up to 64 MiB.
   */
  private static final class CheckedBlocks extends InputStream {
    private final InputStream in;
    private final Streams packed;
    private byte[] bytes = new byte[1 << 16];
    private int position;
    private int checked;
    private int end;
    private boolean isAtEnd;
    private @Nullable IOException thrown;

    CheckedBlocks(InputStream in, Streams packed) {
      this.in = in;
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (position == checked && thrown == null && !isAtEnd) {
        nextBlock();
      }
      IOException before = thrown;
      if (position == checked && before != null) {
        throw before;
      }
      if (position == checked) {
        return -1;
      }
      int size = Math.min(length, checked - position);
      System.arraycopy(bytes, position, target, offset, size);
      position += size;
      return size;
    }

    /** Takes the bytes up to the first of the next block, a byte at a time, as some throw. */
    private void nextBlock() {
      System.arraycopy(bytes, checked, bytes, 0, end - checked);
      end -= checked;
      position = 0;
      checked = 0;
      long before = packed.asked;
      try {
        while (packed.asked == before && !isAtEnd) {
          int next = in.read();
          if (packed.asked != before || next < 0) {
            checked = end;
          }
          isAtEnd = next < 0;
          if (!isAtEnd) {
            add((byte) next);
          }
        }
      } catch (IOException | IllegalStateException e) {
        fail(e, before);
      } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
        // What the library throws at damage that it did not think of.
        fail(e, before);
      }
    }

    private void fail(Exception e, long before) {
      // Damage of the next block, else of this one.
      checked = packed.asked != before ? end : 0;
      thrown = new IOException(e);
    }

    private void add(byte next) {
      if (end == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * end);
      }
      bytes[end++] = next;
    }
  }
}
