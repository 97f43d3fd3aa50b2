package org.estover.tokenize.release;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The sidecar {@code FILE.sums}: a CRC-32C for each block of 4 KiB of a file, by which damage is
 * located; SHA-256 decides whether there is any.
 *
 * <pre>
 * Sums --> Page+                         every page but the last has 4096 bytes
 * Page --> Magic, PageNumber, FileSize, FileSha256, Sum{0..1011}, PageSum
 * Magic      --> the four bytes "ESB1"
 * PageNumber --> u32, counted from 0
 * FileSize   --> u64, bytes of the file
 * FileSha256 --> 32 bytes
 * Sum        --> u32, CRC-32C of one block; the file's last block may be short
 * PageSum    --> u32, CRC-32C of all bytes of the page before it
 * </pre>
 *
 * <p>Integers are little-endian. A page holds 1011 sums, the last page the rest, so that an empty
 * file has one page without sums. Each page checks itself and names the file it belongs to: damage
 * in the sidecar is located as well, and one intact page tells the file's digest. The sidecar takes
 * a thousandth of the file; writing and reading it needs one page of memory.
 */
public final class BlockSums {
  /** Bytes of a block, and of a page of sums. */
  public static final int BLOCK_SIZE = 4096;

  static final int SUMS_PER_PAGE = 1011;
  static final int HEADER_SIZE = 48;
  private static final int MAGIC = 'E' | 'S' << 8 | 'B' << 16 | '1' << 24;
  static final String SUFFIX = ".sums";

  private BlockSums() {}

  /** The sidecar of a file. */
  public static Path sidecar(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }

  /** The name of the sidecar of a file of a name. */
  public static String sidecarName(String file) {
    return file + SUFFIX;
  }

  /** The number of blocks of a file. */
  public static long blockCount(long fileSize) {
    return (fileSize + BLOCK_SIZE - 1) / BLOCK_SIZE;
  }

  /** The bytes of the sidecar of a file. */
  public static long sidecarSize(long fileSize) {
    long blocks = blockCount(fileSize);
    return pageCount(fileSize) * (HEADER_SIZE + Integer.BYTES) + blocks * Integer.BYTES;
  }

  static long pageCount(long fileSize) {
    return Math.max(1, (blockCount(fileSize) + SUMS_PER_PAGE - 1) / SUMS_PER_PAGE);
  }

  /** The number of sums on a page. */
  static int sumsOnPage(long fileSize, long page) {
    return (int) Math.min(SUMS_PER_PAGE, blockCount(fileSize) - page * SUMS_PER_PAGE);
  }

  static int pageSize(long fileSize, long page) {
    return HEADER_SIZE + sumsOnPage(fileSize, page) * Integer.BYTES + Integer.BYTES;
  }

  /** The CRC-32C of bytes. */
  static int sum(byte[] bytes, int from, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, size);
    return (int) crc.getValue();
  }

  /**
   * Writes the sidecar of a finished file (by rename, synced), and tells name, size and digests of
   * both. Reads the file twice.
   */
  public static ReleasedFile write(Path file) throws IOException {
    return write(file, file.getFileName().toString());
  }

  /** As {@link #write(Path)}, of a file that will have another name in the release. */
  static ReleasedFile write(Path file, String name) throws IOException {
    return write(file, name, sha256(file));
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = Digests.sha256();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(16 * BLOCK_SIZE);
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Writes the sidecar of a finished file whose SHA-256 is known, in one reading.
   *
   * @param name the name that the file will have in the release
   */
  static ReleasedFile write(Path file, String name, String sha256) throws IOException {
    byte[] fileDigest = HexFormat.of().parseHex(Digests.requireHex("digest", sha256));
    Path sidecar = sidecar(file);
    Path unfinished = sidecar.resolveSibling(sidecar.getFileName() + ".tmp");
    MessageDigest digest = Digests.sha256();
    long size = Files.size(file);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
        OutputStream out =
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(unfinished)), digest)) {
      byte[] block = new byte[BLOCK_SIZE];
      for (long page = 0; page < pageCount(size); page++) {
        out.write(page(in, file, size, fileDigest, page, block));
      }
    }
    Disk.sync(unfinished);
    Files.move(unfinished, sidecar, StandardCopyOption.ATOMIC_MOVE);
    return new ReleasedFile(name, size, sha256, HexFormat.of().formatHex(digest.digest()));
  }

  private static byte[] page(
      FileChannel in, Path file, long size, byte[] digest, long page, byte[] block)
      throws IOException {
    byte[] bytes = new byte[pageSize(size, page)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putInt((int) page).putLong(size).put(digest);
    long first = page * SUMS_PER_PAGE;
    for (long b = first; b < first + sumsOnPage(size, page); b++) {
      int length = (int) Math.min(BLOCK_SIZE, size - b * BLOCK_SIZE);
      Disk.read(in, file, b * BLOCK_SIZE, block, length);
      buffer.putInt(sum(block, 0, length));
    }
    buffer.putInt(sum(bytes, 0, buffer.position()));
    return bytes;
  }

  /**
   * Checks a page of a sidecar.
   *
   * @return what is wrong with it, or the empty string
   */
  static String problemOf(byte[] page, long number, long fileSize) {
    ByteBuffer buffer = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    int body = page.length - Integer.BYTES;
    if (sum(page, 0, body) != buffer.getInt(body)) {
      return "checksum mismatch";
    }
    if (buffer.getInt(0) != MAGIC) {
      return "expected the magic ESB1, found other bytes";
    }
    if (buffer.getInt(4) != (int) number) {
      return "expected page " + number + ", found page " + buffer.getInt(4);
    }
    if (buffer.getLong(8) != fileSize) {
      return "sums of a file of " + buffer.getLong(8) + " bytes, expected " + fileSize;
    }
    return "";
  }

  /** The file's size as a page states it. */
  static long fileSizeOf(byte[] page) {
    return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
  }

  /** The file's SHA-256 as a page states it. */
  static String sha256Of(byte[] page) {
    return HexFormat.of().formatHex(Arrays.copyOfRange(page, 16, HEADER_SIZE));
  }

  /** The sum of the n-th block of a page. */
  static int sumAt(byte[] page, int index) {
    return ByteBuffer.wrap(page)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt(HEADER_SIZE + index * Integer.BYTES);
  }
}
