package org.estover.crawl.frontier;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of records of at most 65,535 bytes, each behind its length in two bytes; it appears under
 * its name only when it is whole and on the disk.
 */
final class RecordFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private RecordFile() {}

  /** Writes a file; closing it without a commit leaves nothing behind. */
  static final class Writer implements Closeable {
    private final Path file;
    private final Path unfinished;
    private final DataOutputStream out;

    Writer(Path file) throws IOException {
      this.file = file;
      this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      this.out =
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER_BYTES));
    }

    /** Appends a part of an array as a record. */
    void write(byte[] record, int from, int to) throws IOException {
      out.writeShort(to - from);
      out.write(record, from, to - from);
    }

    void commit() throws IOException {
      out.close();
      appear(unfinished, file);
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(unfinished);
    }
  }

  /** A record with a word before it, by which such records are sorted first. */
  static byte[] labelled(String label, byte[] rest) {
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    byte[] record = new byte[name.length + 1 + rest.length];
    System.arraycopy(name, 0, record, 0, name.length);
    System.arraycopy(rest, 0, record, name.length + 1, rest.length);
    return record;
  }

  /** The word before a record that {@link #labelled} made. */
  static String label(byte[] record) {
    return new String(record, 0, behindLabel(record) - 1, StandardCharsets.UTF_8);
  }

  /** Where the rest begins in a record that {@link #labelled} made. */
  static int behindLabel(byte[] record) {
    for (int i = 0; ; i++) {
      if (record[i] == 0) {
        return i + 1;
      }
    }
  }

  /** Forces a file to the disk and gives it its name. */
  static void appear(Path unfinished, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.READ)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(file);
  }

  static void forceFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The records of a file, in order. */
  static RecordStream read(Path file) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    return new RecordStream() {
      private long position;

      @Override
      public byte @Nullable [] next() throws IOException {
        int first = in.read();
        if (first < 0) {
          return null;
        }
        try {
          byte[] record = new byte[first << 8 | in.readUnsignedByte()];
          in.readFully(record);
          position += Short.BYTES + record.length;
          return record;
        } catch (EOFException e) {
          throw Errors.cutShort(file, position);
        }
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }
}
