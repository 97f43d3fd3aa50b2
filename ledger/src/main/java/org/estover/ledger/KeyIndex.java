package org.estover.ledger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.estover.ledger.log.Hash;

/**
 * Which log entry each idempotency key brought: 16 bytes of the key's digest by index, and a hash
 * table over them with open addressing.
 *
 * <p>Half a SHA-256 digest suffices: who finds two keys that share it, which takes some 2^64 tries,
 * has the second one refused. 24 to 32 bytes of memory a log entry. A copy on the disk spares the
 * next writer from reading all entries again; it says of which log it is and carries a digest of
 * its own, and one that does not hold is as good as none. Not thread-safe.
 */
final class KeyIndex {
  private static final byte[] MAGIC = "estover.keys.v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST_SIZE = 2 * Long.BYTES;
  private static final int FIRST_CAPACITY = 1 << 10;

  /** More entries than these have no copy, which is one array. */
  static final int MOST_KEPT = Integer.MAX_VALUE / DIGEST_SIZE - 1;

  private long[] digests = new long[2 * FIRST_CAPACITY];
  private int[] table = new int[2 * FIRST_CAPACITY];
  private int size;

  /** How many log entries it knows. */
  int size() {
    return size;
  }

  /** Adds the digest, 64 hex digits, of the next log entry's key. */
  void add(String digest) {
    add(half(digest, 0), half(digest, 1));
  }

  /** The index of the log entry that a key's digest brought, or -1. */
  long find(String digest) {
    long high = half(digest, 0);
    long low = half(digest, 1);
    int mask = table.length - 1;
    for (int at = (int) high & mask; table[at] != 0; at = (at + 1) & mask) {
      int index = table[at] - 1;
      if (digests[2 * index] == high && digests[2 * index + 1] == low) {
        return index;
      }
    }
    return -1;
  }

  private static long half(String digest, int which) {
    return Long.parseUnsignedLong(digest, 16 * which, 16 * which + 16, 16);
  }

  private void add(long high, long low) {
    if (2 * size == digests.length) {
      digests = Arrays.copyOf(digests, Math.multiplyExact(digests.length, 2));
    }
    digests[2 * size] = high;
    digests[2 * size + 1] = low;
    size++;
    if (2 * size > table.length) {
      table = new int[Math.multiplyExact(table.length, 2)];
      for (int index = 0; index < size; index++) {
        enter(index);
      }
    } else {
      enter(size - 1);
    }
  }

  private void enter(int index) {
    int mask = table.length - 1;
    int at = (int) digests[2 * index] & mask;
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    table[at] = index + 1;
  }

  /**
   * Keeps a copy.
   *
   * @param root the root of the log of as many entries
   */
  void write(Path file, Hash root) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(size, DIGEST_SIZE));
    bytes.asLongBuffer().put(digests, 0, 2 * size);
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(unfinished))) {
      out.write(MAGIC);
      out.write(root.bytes());
      out.writeInt(size);
      out.write(bytes.array());
      out.write(digest(root, size, bytes.array()).bytes());
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The digest of what a copy holds. */
  private static Hash digest(Hash root, int size, byte[] digests) {
    byte[] count = ByteBuffer.allocate(Integer.BYTES).putInt(size).array();
    return Hash.sha256(MAGIC, root.bytes(), count, digests);
  }

  /** What says of which log a copy is. */
  @FunctionalInterface
  interface Roots {
    /** The root that the log had at a size, or another hash where it never had that size. */
    Hash rootAt(long size) throws IOException;
  }

  /** The copy in a file, if it is whole and of this log; else one that knows nothing. */
  static KeyIndex read(Path file, Roots log) {
    KeyIndex read = new KeyIndex();
    byte[] digests;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] magic = in.readNBytes(MAGIC.length);
      byte[] root = in.readNBytes(Hash.SIZE);
      if (!Arrays.equals(magic, MAGIC) || root.length < Hash.SIZE) {
        return read;
      }
      int size = ByteBuffer.wrap(Arrays.copyOf(in.readNBytes(Integer.BYTES), 4)).getInt();
      long rest = Files.size(file) - MAGIC.length - Hash.SIZE - Integer.BYTES - Hash.SIZE;
      if (size < 0 || size > MOST_KEPT || rest != (long) size * DIGEST_SIZE) {
        return read;
      }
      digests = in.readNBytes(size * DIGEST_SIZE);
      byte[] digest = in.readNBytes(Hash.SIZE);
      Hash expected = Hash.of(root);
      boolean holds =
          Arrays.equals(digest, digest(expected, size, digests).bytes())
              && log.rootAt(size).equals(expected);
      if (!holds) {
        return read;
      }
    } catch (IOException e) {
      // Absent, or not to be read: either costs some seconds, and nothing else.
      return read;
    }
    ByteBuffer pairs = ByteBuffer.wrap(digests);
    while (pairs.hasRemaining()) {
      read.add(pairs.getLong(), pairs.getLong());
    }
    return read;
  }
}
