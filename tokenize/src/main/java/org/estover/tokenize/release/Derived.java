package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files in the folder {@code derived} of a release: made from it, and made again at any time. They
 * are no part of what the release is, and no manifest names them; they make questions cheap.
 */
public final class Derived {
  /** The folder's name within the release's. */
  public static final String FOLDER = "derived";

  private static final String CURE = "remove it and make it again with \"estover release prepare\"";

  private Derived() {}

  /** Makes the tables by host of all shards that have none; tells how many were made. */
  public static int writeHosts(Release release) throws IOException {
    Path folder = release.folder();
    Files.createDirectories(folder.resolve(FOLDER));
    int made = 0;
    for (ReleasedShard shard : release.content().shards()) {
      if (!Files.exists(folder.resolve(HostTable.name(shard.docs())))) {
        HostTable.write(folder, shard);
        made++;
      }
    }
    return made;
  }

  /**
   * Gives a finished file its name, after it got its sums; synced to the disk.
   *
   * @return its SHA-256 in lower-case hex
   */
  public static String place(Path unfinished, Path file) throws IOException {
    Disk.sync(unfinished);
    String sha256 = BlockSums.write(unfinished, file.getFileName().toString()).sha256();
    Disk.replace(BlockSums.sidecar(unfinished), BlockSums.sidecar(file));
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.syncFolder(file);
    return sha256;
  }

  /** The bytes that end a file which begins with some: it was not cut off if they are there. */
  public static byte[] inverted(byte[] magic) {
    byte[] end = new byte[magic.length];
    for (int i = 0; i < end.length; i++) {
      end[i] = (byte) ~magic[i];
    }
    return end;
  }

  /** A derived file of a version that only a newer program knows. */
  public static FormatTooNewException tooNew(String file, long known, long found) {
    return Errors.tooNew(file, known, found);
  }

  /** A derived file that does not say what its release does. */
  public static CorruptReleaseException damaged(String file, String problem) {
    return new CorruptReleaseException(file, CorruptReleaseException.WHOLE_FILE, problem, CURE);
  }
}
