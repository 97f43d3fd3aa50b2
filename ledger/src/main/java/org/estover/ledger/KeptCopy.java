package org.estover.ledger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogReader;

/**
 * Something that follows from the first entries of a log, kept in a file so that the next process
 * need not derive it again.
 *
 * <p>The file says of which log it is and carries a digest of its own; one that does not hold is as
 * good as none, and so is one that cannot be written.
 */
final class KeptCopy {
  private static final byte[] MAGIC = "estover.copy.v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int NAME_SIZE = 8;
  private static final int FIXED_SIZE =
      MAGIC.length + NAME_SIZE + Hash.SIZE + Long.BYTES + Integer.BYTES + Hash.SIZE;

  /** What says of which log a copy is. */
  @FunctionalInterface
  interface Roots {
    /** The root that the log had at a size, or another hash where it never had that size. */
    Hash rootAt(long size) throws IOException;

    /** The roots of a log. */
    static Roots of(LogReader log) {
      return size -> size <= log.size() ? log.rootAt(size) : Hash.sha256(new byte[1]);
    }
  }

  private final long size;
  private final byte[] bytes;

  /**
   * A copy, not kept yet.
   *
   * @param size how many entries of the log it follows from
   * @param bytes what follows, which this takes over
   */
  KeptCopy(long size, byte[] bytes) {
    this.size = size;
    this.bytes = bytes;
  }

  long size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Keeps a copy, in a file and a folder that only their owner reads.
   *
   * @param root the root of the log of as many entries
   */
  void write(Path file, Hash root) throws IOException {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    byte[] header = header(file, root, size, bytes.length);
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(unfinished))) {
      out.write(header);
      out.write(bytes);
      out.write(Hash.sha256(header, bytes).bytes());
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] header(Path file, Hash root, long size, int length) {
    byte[] name = String.valueOf(file.getFileName()).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(FIXED_SIZE - Hash.SIZE)
        .put(MAGIC)
        .put(Arrays.copyOf(name, NAME_SIZE))
        .put(root.bytes())
        .putLong(size)
        .putInt(length)
        .array();
  }

  /** The copy in a file, if it is whole and of this log. */
  static Optional<KeptCopy> read(Path file, Roots log) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      long length = Files.size(file) - FIXED_SIZE;
      if (length < 0 || length > Integer.MAX_VALUE - Long.BYTES) {
        return Optional.empty();
      }
      byte[] header = in.readNBytes(FIXED_SIZE - Hash.SIZE);
      ByteBuffer fields = ByteBuffer.wrap(header).position(MAGIC.length + NAME_SIZE);
      byte[] root = new byte[Hash.SIZE];
      fields.get(root);
      long size = fields.getLong();
      boolean known =
          size >= 0 && Arrays.equals(header, header(file, Hash.of(root), size, (int) length));
      if (!known || !log.rootAt(size).equals(Hash.of(root))) {
        return Optional.empty();
      }
      byte[] bytes = in.readNBytes((int) length);
      return Arrays.equals(in.readAllBytes(), Hash.sha256(header, bytes).bytes())
          ? Optional.of(new KeptCopy(size, bytes))
          : Optional.empty();
    } catch (IOException e) {
      // Absent, or not to be read: either costs some seconds, and nothing else.
      return Optional.empty();
    }
  }
}
