package org.estover.crawl.frontier;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What became of a level's pages, one record after the other; not thread-safe.
 *
 * <p>A record is its length and its CRC-32C, four bytes each, and its bytes, written in one piece.
 * What a killed process wrote is there; what a failing power supply leaves is found out by {@link
 * #open}: it believes a record whose checksum holds, and whose captures either lie before the last
 * {@link JournalRecord.Step#SYNCED} mark or can be read.
 */
public final class Journal implements Closeable {
  private static final int HEAD_BYTES = 8;

  private final FileChannel channel;

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /** Says whether captures that may not have reached the disk can be read. */
  public interface Captures {
    /** Whether a group's WARC file of that number holds whole records between two offsets. */
    boolean areWhole(int file, long from, long to) throws IOException;
  }

  /**
   * Opens a journal to go on with, without what is not believed; creates it if absent.
   *
   * @param before where the captures of a new journal begin
   */
  public static Journal open(Path file, Place before, Captures captures) throws IOException {
    long believed = Files.exists(file) ? believed(file, captures) : 0;
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Journal journal = new Journal(channel);
    channel.truncate(believed).position(believed);
    if (believed == 0) {
      journal.append(new JournalRecord.Mark(JournalRecord.Step.BEGIN, before));
      journal.force();
      RecordFile.forceFolder(file);
    }
    return journal;
  }

  private static long believed(Path file, Captures captures) throws IOException {
    try (Reader reader = new Reader(file)) {
      long end = 0;
      Place proven = Place.START;
      List<Unproven> unproven = new ArrayList<>();
      while (true) {
        Optional<JournalRecord> next = reader.next();
        if (next.isEmpty()) {
          break;
        }
        Place place = next.get().place();
        if (next.get() instanceof JournalRecord.Mark) {
          unproven.clear();
          proven = place;
          end = reader.position();
        } else {
          unproven.add(new Unproven(place, reader.position()));
        }
      }
      for (Unproven record : unproven) {
        Place place = record.place;
        long from = place.file() == proven.file() ? proven.end() : 0;
        if (from < place.end() && !captures.areWhole(place.file(), from, place.end())) {
          break;
        }
        proven = place;
        end = record.end;
      }
      return end;
    }
  }

  /** A record behind the last mark, and where it ends. */
  private record Unproven(Place place, long end) {}

  /** Appends a record; it survives a kill of this process, and after {@link #force} all else. */
  public void append(JournalRecord record) throws IOException {
    byte[] bytes = record.toBytes();
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    ByteBuffer framed = ByteBuffer.allocate(HEAD_BYTES + bytes.length);
    framed.putInt(bytes.length).putInt((int) crc.getValue()).put(bytes).flip();
    while (framed.hasRemaining()) {
      channel.write(framed);
    }
  }

  /** Returns when everything appended is on the disk. */
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Reads the records of a journal, up to the first that is not whole. */
  public static final class Reader implements Closeable {
    private final DataInputStream in;
    private final long size;
    private long position;

    /** Opens a journal that nobody writes, or what is there of one. */
    public Reader(Path file) throws IOException {
      size = Files.size(file);
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** The next record; empty behind the last that is whole. */
    public Optional<JournalRecord> next() throws IOException {
      byte @Nullable [] bytes = whole();
      if (bytes == null) {
        return Optional.empty();
      }
      position += HEAD_BYTES + bytes.length;
      return Optional.of(JournalRecord.read(new DataInputStream(new ByteArrayInputStream(bytes))));
    }

    private byte @Nullable [] whole() throws IOException {
      if (size - position < HEAD_BYTES) {
        return null;
      }
      int length = in.readInt();
      int checksum = in.readInt();
      if (length <= 0 || length > size - position - HEAD_BYTES) {
        return null;
      }
      byte[] bytes = in.readNBytes(length);
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      return bytes.length == length && (int) crc.getValue() == checksum ? bytes : null;
    }

    /** Where the last record that {@link #next} gave ends. */
    public long position() {
      return position;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
