package org.estover.ledger.vault;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of up to 256 log entries in one file: for each a length and its salted bytes, in log
 * order; an erased one has a length that no payload has, and no bytes.
 *
 * <p>Reads where each stands when it is opened. A small file is kept in memory, of a large one each
 * payload is read when it is asked for.
 */
final class VaultSegment {
  static final int LENGTH_SIZE = Integer.BYTES;

  /** Not zero, which is what a disk that lost a block gives back. */
  private static final int ERASED = -1;

  private final Path file;
  private final long[] starts;
  private final byte @Nullable [] whole;
  private final @Nullable FileChannel held;

  private VaultSegment(
      Path file, long[] starts, byte @Nullable [] whole, @Nullable FileChannel held) {
    this.file = file;
    this.starts = starts;
    this.whole = whole;
    this.held = held;
  }

  /** Reads a segment through a channel that its caller holds open, so that it stays the same. */
  static VaultSegment of(Path file, FileChannel held) throws IOException {
    return new VaultSegment(file, starts(held, null, held.size(), null), null, held);
  }

  /**
   * Opens a segment; one that is not there has no payloads.
   *
   * @param wholeUpTo size in bytes up to which the file is kept in memory
   */
  static VaultSegment open(Path file, int wholeUpTo) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      byte[] whole = size <= wholeUpTo ? read(channel, 0, (int) size) : null;
      return new VaultSegment(file, starts(channel, whole, size, null), whole, null);
    } catch (NoSuchFileException e) {
      return new VaultSegment(file, new long[] {0}, null, null);
    }
  }

  /**
   * Opens a damaged segment: what is not erased in it ends where it would in an intact segment of
   * the same payloads, whatever has become of its length.
   */
  static VaultSegment aligned(Path file, VaultSegment intact) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new VaultSegment(file, starts(channel, null, channel.size(), intact), null, null);
    }
  }

  /** Where each payload's length stands, and behind the last one where that ends. */
  private static long[] starts(
      FileChannel channel, byte @Nullable [] whole, long size, @Nullable VaultSegment intact)
      throws IOException {
    long[] starts = new long[Vault.PER_SEGMENT + 1];
    int count = 0;
    long at = 0;
    while (count < Vault.PER_SEGMENT && size - at >= LENGTH_SIZE) {
      int length =
          whole == null
              ? ByteBuffer.wrap(read(channel, at, LENGTH_SIZE)).getInt()
              : ByteBuffer.wrap(whole).getInt((int) at);
      if (length != ERASED) {
        if (intact != null && count < intact.count() && !intact.isErased(count)) {
          length = intact.size(count);
        }
        if (length <= Vault.SALT_SIZE || length > size - at - LENGTH_SIZE) {
          break;
        }
        at += length;
      }
      at += LENGTH_SIZE;
      starts[++count] = at;
    }
    return Arrays.copyOf(starts, count + 1);
  }

  private static byte[] read(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("a file of the vault ends at byte " + (at + buffer.position()));
      }
    }
    return buffer.array();
  }

  /** How many payloads stand there whole, erased ones included. */
  int count() {
    return starts.length - 1;
  }

  /** Where the first {@code count} payloads end. */
  long end(int count) {
    return starts[count];
  }

  /** Whether the payload at a place below {@link #count} was erased. */
  boolean isErased(int place) {
    return starts[place + 1] - starts[place] == LENGTH_SIZE;
  }

  private int size(int place) {
    return Math.toIntExact(starts[place + 1] - starts[place] - LENGTH_SIZE);
  }

  /** The salted bytes at a place below {@link #count} that was not erased. */
  byte[] salted(int place) throws IOException {
    long from = starts[place] + LENGTH_SIZE;
    int length = size(place);
    if (whole != null) {
      return Arrays.copyOfRange(whole, (int) from, (int) from + length);
    }
    if (held != null) {
      return read(held, from, length);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel, from, length);
    }
  }

  /** What stands in a file for an erased payload. */
  static byte[] erased() {
    return ByteBuffer.allocate(LENGTH_SIZE).putInt(ERASED).array();
  }

  /** Salted bytes as they stand in a file. */
  static byte[] framed(byte[] salted) {
    return ByteBuffer.allocate(LENGTH_SIZE + salted.length)
        .putInt(salted.length)
        .put(salted)
        .array();
  }
}
