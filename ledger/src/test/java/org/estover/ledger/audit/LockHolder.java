package org.estover.ledger.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that holds the lock on a file until its input ends. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String... arguments) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      System.out.write(held.isValid() ? 'y' : 'n');
      System.out.flush();
      while (System.in.read() >= 0) {
        // Until it ends.
      }
    }
  }
}
