package org.estover.crawl.stream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * What a library's stream unpacks, where such a stream throws at damage and cannot go on behind it:
 * bzip2, xz, gzip inside of other files, entries of archives.
 */
final class StreamFeed implements ByteFeed {
  /** Enough for every level of xz; what asks for more asks for all the memory there is. */
  private static final int XZ_MEMORY_KIB = 160 << 10;

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

  private StreamFeed(String format, CountingInput packed, long size, Opener opener) {
    this.format = format;
    this.packed = packed;
    this.size = size;
    this.opener = opener;
  }

  static StreamFeed bzip2(InputStream in, long size) {
    return new StreamFeed(
        "bzip2",
        new CountingInput(in),
        size,
        file -> new ByteByByte(new BZip2CompressorInputStream(buffered(file), true)));
  }

  static StreamFeed xz(InputStream in, long size) {
    return new StreamFeed(
        "xz",
        new CountingInput(in),
        size,
        file -> new XZInputStream(buffered(file), XZ_MEMORY_KIB));
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

  private static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, 1 << 16);
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
    damage = new Damage(packed.count(), format + (packed.ended() ? "-truncated" : "-corrupt"));
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

  /** Closes what is packed; the libraries' streams hold nothing else. */
  @Override
  public void close() throws IOException {
    packed.close();
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
