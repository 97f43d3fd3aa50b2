package org.estover.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process; refused below like any other holder.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw Errors.locked(file, Files.readString(file, StandardCharsets.US_ASCII).strip());
    }
    String holder = ProcessHandle.current().pid() + "\n";
    boolean named = false;
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
      named = true;
    } finally {
      // On a full disk, say; what is not returned would hold the lock while this process lives.
      if (!named) {
        channel.close();
      }
    }
    return new WriterLock(ledger, channel);
  }

  /** Bars this process from writing to the ledger again. */
  void stopForGood() {
    STOPPED.add(ledger);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
