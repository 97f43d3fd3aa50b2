package org.estover.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to write to a ledger, held by one process at a time through a lock on a file. */
final class WriterLock implements AutoCloseable {

  /**
   * Ledgers on which a write failed in this process. It is the process that must not write again:
   * its view of the disk may differ from what the disk holds.
   */
  private static final Set<Path> STOPPED = ConcurrentHashMap.newKeySet();

  /**
   * Ledgers whose lock this process holds. It must not even open the file of such a lock again:
   * POSIX gives up all locks of a process on a file when any of its descriptors is closed.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path ledger;
  private final FileChannel channel;

  private WriterLock(Path ledger, FileChannel channel) {
    this.ledger = ledger;
    this.channel = channel;
  }

  /** Takes the lock of a ledger, or says who has it. */
  static WriterLock take(Path folder) throws IOException {
    Path ledger = folder.toRealPath();
    if (STOPPED.contains(ledger)) {
      throw Errors.stoppedInThisProcess(folder);
    }
    Path file = ledger.resolve("lock");
    String self = Long.toString(ProcessHandle.current().pid());
    if (!HELD.add(ledger)) {
      throw Errors.locked(file, self);
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw Errors.locked(file, Files.readString(file, StandardCharsets.US_ASCII).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((self + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
      taken = true;
      return new WriterLock(ledger, channel);
    } finally {
      if (!taken) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(ledger);
      }
    }
  }

  /** Bars this process from writing to the ledger again. */
  void stopForGood() {
    STOPPED.add(ledger);
  }

  @Override
  public void close() throws IOException {
    // In this order, lest another thread of this process hold a lock that this close gives up.
    if (channel.isOpen()) {
      channel.close();
      HELD.remove(ledger);
    }
  }
}
