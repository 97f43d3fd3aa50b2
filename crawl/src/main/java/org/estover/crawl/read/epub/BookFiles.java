package org.estover.crawl.read.epub;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.ZipEnd;
import org.jspecify.annotations.Nullable;

/**
 * The files inside a book's zip. A name is only looked up in its directory, never on the disk; what
 * all files unpack to is bounded.
 */
final class BookFiles implements Closeable {
  private static final int MAX_ENTRIES = 65_535;

  /** Text packs to a fourth, and some markup to a hundredth; bombs do better. */
  private static final long RATIO = 250;

  /** A tree of elements takes some fifty times its markup; books in one chapter have 5 MB. */
  private static final int MAX_MARKUP = 8 << 20;

  private static final long ALWAYS = 64L << 20;

  private final ZipFile zip;
  private final int maxFile;
  private long left;

  private BookFiles(ZipFile zip, int maxFile, long left) {
    this.zip = zip;
    this.maxFile = maxFile;
    this.left = left;
  }

  static BookFiles open(Path file, ReadLimits limits) throws IOException {
    long size = Files.size(file);
    if (size == 0) {
      throw new BookDamageException("empty-file");
    }
    ZipFile zip;
    try {
      if (ZipEnd.countsTooMany(file)) {
        throw new BookDamageException("zip-corrupt");
      }
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException e) {
      throw new BookDamageException("not-a-zip");
    }
    if (zip.size() > MAX_ENTRIES) {
      zip.close();
      throw new BookDamageException("zip-too-many-entries");
    }
    long most = Math.min(limits.maxArchive(), Math.max(ALWAYS, size * RATIO));
    return new BookFiles(zip, Math.min(MAX_MARKUP, limits.maxDocument()), most);
  }

  boolean has(String name) throws IOException {
    return entry(name) != null;
  }

  /** The bytes of a file, if there is one. */
  Optional<byte[]> find(String name) throws IOException {
    ZipEntry entry = entry(name);
    return entry == null || entry.isDirectory() ? Optional.empty() : Optional.of(read(entry));
  }

  private @Nullable ZipEntry entry(String name) throws BookDamageException {
    try {
      return zip.getEntry(name);
    } catch (IllegalArgumentException e) {
      // So the JDK says that what the archive's list has of an entry is no UTF-8.
      throw new BookDamageException("zip-corrupt");
    }
  }

  private byte[] read(ZipEntry entry) throws IOException {
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) Math.min(maxFile, left) + 1);
    } catch (ZipException | EOFException e) {
      throw new BookDamageException("zip-corrupt");
    }
    left -= bytes.length;
    if (left < 0) {
      throw new BookDamageException("zip-bomb");
    }
    if (bytes.length > maxFile) {
      throw new BookDamageException("entry-too-large");
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (entry.getCrc() >= 0 && entry.getCrc() != crc.getValue()) {
      throw new BookDamageException("zip-corrupt");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
