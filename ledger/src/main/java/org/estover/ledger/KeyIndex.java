package org.estover.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.estover.ledger.book.IdTable;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;

/**
 * Which log entry each idempotency key brought, by the key's digest.
 *
 * <p>24 to 32 bytes of memory a log entry. A copy on the disk spares the next writer from reading
 * all entries again. Not thread-safe.
 */
final class KeyIndex {

  /** More entries than these have no copy, which is one array. */
  static final int MOST_KEPT = Integer.MAX_VALUE / IdTable.DIGEST_SIZE - 1;

  private final IdTable digests;

  /** One that knows nothing. */
  KeyIndex() {
    this(new IdTable());
  }

  private KeyIndex(IdTable digests) {
    this.digests = digests;
  }

  /** How many log entries it knows. */
  int size() {
    return digests.size();
  }

  /** Adds the digest, 64 hex digits, of the next log entry's key. */
  void add(String digest) {
    digests.add(half(digest, 0), half(digest, 1));
  }

  /** The index of the log entry that a key's digest brought, or -1. */
  long find(String digest) {
    return digests.find(half(digest, 0), half(digest, 1));
  }

  private static long half(String digest, int which) {
    return Long.parseUnsignedLong(digest, 16 * which, 16 * which + 16, 16);
  }

  /**
   * Keeps a copy.
   *
   * @param root the root of the log of as many entries
   */
  void write(Path file, Hash root) throws IOException {
    new KeptCopy(size(), bytes()).write(file, root);
  }

  private byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(size(), IdTable.DIGEST_SIZE));
    digests.write(bytes);
    return bytes.array();
  }

  /** The copy in a file, if it is whole and of this log; else one that knows nothing. */
  static KeyIndex read(Path file, KeptCopy.Roots log) {
    Optional<KeptCopy> copy = KeptCopy.read(file, log);
    if (copy.isPresent()) {
      ByteBuffer bytes = ByteBuffer.wrap(copy.get().bytes());
      if (bytes.remaining() == copy.get().size() * IdTable.DIGEST_SIZE) {
        return new KeyIndex(IdTable.read(bytes, (int) copy.get().size()));
      }
    }
    return new KeyIndex();
  }

  /** Whether the copy in a file, if it is whole and of this log, has the keys of its entries. */
  static boolean copyHolds(Path file, LogReader log) throws IOException {
    KeyIndex copy = read(file, KeptCopy.Roots.of(log));
    KeyIndex derived = new KeyIndex();
    try (Stream<byte[]> entries = log.entries(0).limit(copy.size())) {
      for (byte[] entry : (Iterable<byte[]>) entries::iterator) {
        derived.add(LogEntry.parse(entry).keyDigest());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Arrays.equals(copy.bytes(), derived.bytes());
  }
}
