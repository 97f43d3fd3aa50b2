package org.estover.crawl.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files in an archive (tar, zip, 7z), one after the other, up to the end or the first damage.
 * Not thread-safe.
 */
public final class ArchiveEntries implements Closeable {
  /** How many bytes from the first tell what an archive is. */
  public static final int HEAD_BYTES = 512;

  private static final byte[] SEVEN_ZIP = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c};

  /** What a dictionary of 7z may take; one of the largest that its own program offers fits. */
  private static final int SEVEN_ZIP_MEMORY_KIB = 256 << 10;

  private final String format;
  private final CountingInput packed;
  private final Steps steps;
  private @Nullable Damage damage;

  /** Goes from one entry to the next. */
  private interface Steps extends Closeable {
    /** The next entry, null at the end. */
    @Nullable ArchiveEntry next() throws IOException;

    /** The bytes of the entry that was found last. */
    InputStream bytes() throws IOException;
  }

  private ArchiveEntries(String format, CountingInput packed, Steps steps) {
    this.format = format;
    this.packed = packed;
    this.steps = steps;
  }

  /** Whether something that begins with these bytes is an archive that can be read as a stream. */
  public static boolean isStreamed(byte[] head) {
    return isZip(head) || isTar(head);
  }

  /** Whether a file that begins with these bytes is a 7z archive. */
  public static boolean isSevenZip(byte[] head) {
    for (int i = 0; i < SEVEN_ZIP.length; i++) {
      if (i >= head.length || head[i] != SEVEN_ZIP[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZip(byte[] head) {
    return head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  /** Whether the sum of a header's bytes is the one that it states, in octal digits. */
  private static boolean isTar(byte[] head) {
    try {
      return head.length >= HEAD_BYTES && head[0] != 0 && TarUtils.verifyCheckSum(head);
    } catch (IllegalArgumentException e) {
      // Where its sum of bytes would stand there are no digits.
      return false;
    }
  }

  /**
   * Opens a tar or zip archive.
   *
   * @param in throws only where the data cannot be had
   * @param head the bytes that it begins with
   */
  public static ArchiveEntries streamed(InputStream in, byte[] head) {
    CountingInput packed = new CountingInput(in);
    return isZip(head)
        ? new ArchiveEntries("zip", packed, new Streamed(new ZipArchiveInputStream(packed)))
        : new ArchiveEntries("tar", packed, new Streamed(new TarArchiveInputStream(packed)));
  }

  /** Opens a 7z archive; a disk that cannot be read looks like damage here. */
  public static ArchiveEntries sevenZip(Path file) {
    return new ArchiveEntries(
        "7z", new CountingInput(InputStream.nullInputStream()), new SevenZip(file));
  }

  /** Returns the name of the next file; null at the end of the archive and at damage. */
  public @Nullable String next() throws IOException {
    while (damage == null) {
      ArchiveEntry entry;
      try {
        entry = steps.next();
      } catch (IOException | IllegalStateException e) {
        return fail();
      } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
        return fail();
      }
      if (entry == null) {
        // The library takes a header that breaks off for the end.
        boolean whole = !format.equals("tar") || packed.count() % HEAD_BYTES == 0;
        return whole ? null : fail();
      }
      boolean isFile = !(entry instanceof TarArchiveEntry tar) || tar.isFile();
      if (isFile && !entry.isDirectory() && entry.getName() != null) {
        return entry.getName();
      }
    }
    return null;
  }

  private @Nullable String fail() throws IOException {
    packed.checkRead();
    damage = new Damage(packed.count(), format + (packed.ended() ? "-truncated" : "-corrupt"));
    return null;
  }

  /** Returns the bytes of the file that was found last; to be read before the next is asked for. */
  public ByteFeed bytes() throws IOException {
    return StreamFeed.entry(format, packed, steps.bytes());
  }

  /** Returns the damage at which the archive ended, if it did. */
  public Optional<Damage> damage() {
    return Optional.ofNullable(damage);
  }

  @Override
  public void close() throws IOException {
    steps.close();
  }

  /** Steps through an archive that is a stream. */
  private record Streamed(ArchiveInputStream<?> archive) implements Steps {
    @Override
    public @Nullable ArchiveEntry next() throws IOException {
      return archive.getNextEntry();
    }

    @Override
    public InputStream bytes() {
      return archive;
    }

    @Override
    public void close() throws IOException {
      archive.close();
    }
  }

  /** Steps through a 7z archive, whose directory stands at its end. */
  private static final class SevenZip implements Steps {
    private final Path path;
    private @Nullable SevenZFile archive;

    SevenZip(Path path) {
      this.path = path;
    }

    private SevenZFile open() throws IOException {
      SevenZFile open = archive;
      if (open == null) {
        open = SevenZFile.builder().setPath(path).setMaxMemoryLimitKiB(SEVEN_ZIP_MEMORY_KIB).get();
        archive = open;
      }
      return open;
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
      return open().getNextEntry();
    }

    @Override
    public InputStream bytes() throws IOException {
      SevenZFile open = open();
      return new InputStream() {
        @Override
        public int read() throws IOException {
          return open.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          return open.read(target, offset, length);
        }
      };
    }

    @Override
    public void close() throws IOException {
      SevenZFile open = archive;
      if (open != null) {
        open.close();
      }
    }
  }
}
