package org.estover.licensing.portal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file with a secret, which nobody but its owner may read. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> ALLOWED =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PrivateFile() {}

  /**
   * Refuses a file that others may read or change.
   *
   * @throws IOException if they may; the message says how to cure it
   */
  public static void require(Path file) throws IOException {
    if (!ALLOWED.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(
          file + ": others may read this key; make it private with chmod 600 " + file);
    }
  }
}
