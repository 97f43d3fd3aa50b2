package org.estover.crawl.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A file of gzip members (RFC 1952), each checked against its length and CRC.
 *
 * <p>The JDK's stream ends silently at some damaged member heads and cannot go on behind damage;
 * this one names the place and finds the next member.
 */
final class GzipFeed implements ByteFeed {
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xe0;
  private static final int TRAILER_BYTES = 8;

  private final FileChannel channel;
  private final ByteBuffer input = ByteBuffer.allocate(1 << 16).limit(0);
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private long inputEnd;
  private boolean inMember;
  private boolean anyMember;
  private long memberStart;
  private @Nullable Damage damage;

  GzipFeed(FileChannel channel) {
    this.channel = channel;
  }

  static boolean isMagic(byte[] first) {
    return first.length >= 2 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (damage == null) {
      if (!inMember && !beginMember()) {
        return -1;
      }
      int inflated;
      try {
        inflated = inflater.inflate(target, offset, length);
      } catch (DataFormatException e) {
        return fail(position() - inflater.getRemaining(), "gzip-corrupt");
      }
      if (inflated > 0) {
        crc.update(target, offset, inflated);
        return inflated;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        return fail(position(), "gzip-corrupt");
      } else if (!feedInflater()) {
        return fail(position(), "gzip-truncated");
      }
    }
    return -1;
  }

  private int fail(long offset, String reason) {
    damage = new Damage(offset, reason);
    inMember = false;
    return -1;
  }

  private boolean feedInflater() throws IOException {
    // Everything taken is handed over; what the inflater leaves is given back in endMember.
    input.position(input.limit());
    if (!fill()) {
      return false;
    }
    inflater.setInput(input.array(), 0, input.limit());
    input.position(input.limit());
    return true;
  }

  /** Reads a member's head; false at the end of the file and at damage. */
  private boolean beginMember() throws IOException {
    if (anyMember) {
      skipPadding();
    }
    long start = position();
    int first = next();
    if (first < 0) {
      return false;
    }
    memberStart = start;
    if (first != 0x1f || next() != 0x8b || next() != 8) {
      fail(start, "gzip-garbage");
      return false;
    }
    int flags = next();
    if (flags < 0 || !skip(6) || !skipOptionalFields(flags)) {
      fail(start, "gzip-truncated");
      return false;
    }
    anyMember = true;
    inMember = true;
    crc.reset();
    inflater.reset();
    inflater.setInput(input.array(), input.position(), input.remaining());
    input.position(input.limit());
    return true;
  }

  /** Skips zeros, with which some writers fill up to a block's end. */
  private void skipPadding() throws IOException {
    while (input.hasRemaining() || fill()) {
      if (input.get(input.position()) != 0) {
        return;
      }
      input.get();
    }
  }

  private boolean skipOptionalFields(int flags) throws IOException {
    if ((flags & RESERVED_FLAGS) != 0) {
      return false;
    }
    if ((flags & FLAG_EXTRA) != 0) {
      int low = next();
      int high = next();
      if (high < 0 || !skip(high << 8 | low)) {
        return false;
      }
    }
    return ((flags & FLAG_NAME) == 0 || skipString())
        && ((flags & FLAG_COMMENT) == 0 || skipString())
        && ((flags & FLAG_HEADER_CRC) == 0 || skip(2));
  }

  private void endMember() throws IOException {
    input.position(input.limit() - inflater.getRemaining());
    long trailer = position();
    long checksum = littleEndianInt();
    long size = littleEndianInt();
    if (size < 0 || checksum < 0) {
      fail(trailer, "gzip-truncated");
    } else if (checksum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
      fail(trailer, "gzip-checksum");
    }
    inMember = false;
  }

  private long littleEndianInt() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int next = next();
      if (next < 0) {
        return -1;
      }
      value |= (long) next << shift;
    }
    return value;
  }

  @Override
  public Optional<Damage> damage() {
    return Optional.ofNullable(damage);
  }

  @Override
  public long memberStart() {
    return memberStart;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Looks from the damaged member's first byte on, since a damaged member may have swallowed the
   * head of the next; unless only its checksum is wrong.
   */
  @Override
  public boolean resume() throws IOException {
    Damage at = damage;
    if (at == null) {
      return false;
    }
    seek(endsWhereItSays(at) ? at.offset() : memberStart + 1);
    int window = 0;
    int next;
    while ((next = next()) >= 0) {
      window = window << 8 | next;
      if (window >>> 8 == 0x1f8b08 && (window & RESERVED_FLAGS) == 0) {
        seek(position() - 4);
        memberStart = position();
        damage = null;
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a member whose checksum is wrong ends where it said: another one follows, or nothing.
   * One that lost its own end may have gone on into the next and ended there.
   */
  private boolean endsWhereItSays(Damage at) throws IOException {
    if (!at.reason().equals("gzip-checksum")) {
      return false;
    }
    seek(at.offset() + TRAILER_BYTES);
    skipPadding();
    int first = next();
    return first < 0 || (first == 0x1f && next() == 0x8b);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    channel.close();
  }

  /** The offset in the file of the next byte that {@link #next} returns. */
  private long position() {
    return inputEnd - input.remaining();
  }

  private void seek(long offset) throws IOException {
    channel.position(offset);
    inputEnd = offset;
    input.limit(0);
  }

  private boolean fill() throws IOException {
    input.clear();
    int read = channel.read(input);
    input.flip();
    if (read <= 0) {
      return false;
    }
    inputEnd += read;
    return true;
  }

  private int next() throws IOException {
    return input.hasRemaining() || fill() ? input.get() & 0xff : -1;
  }

  private boolean skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      if (next() < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean skipString() throws IOException {
    int next;
    do {
      next = next();
    } while (next > 0);
    return next == 0;
  }
}
