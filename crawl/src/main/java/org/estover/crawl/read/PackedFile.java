package org.estover.crawl.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.estover.crawl.source.Aside;
import org.estover.crawl.stream.ArchiveEntries;
import org.estover.crawl.stream.ByteFeed;
import org.estover.crawl.stream.Damage;

/**
 * A file as dumps come, opened in the one place where readers unpack: plain, or compressed with
 * gzip, bzip2, xz or zstd, also of many members, frames or streams; an archive (tar, zip, 7z) is as
 * many files as it has entries, which may be packed themselves. What a file is follows from its
 * first bytes and not from its name. Nothing is unpacked to the disk, and what unpacks to more than
 * people pack is a bomb.
 */
public final class PackedFile {
  /** How deep a file may lie in others: a compressed tar of compressed files needs three. */
  private static final int MAX_DEPTH = 4;

  private static final int MAGIC_BYTES = 4;

  /** What a name tells where no byte does; what begins in the middle of an archive is no file. */
  private static final Pattern ARCHIVE =
      Pattern.compile("(?is).*\\.((tar|zip)(\\.[a-z0-9]+)?|t(gz|bz2?|xz|zst))");

  private final ReadSink sink;
  private final Taker taker;
  private final UnpackBudget budget;

  private PackedFile(ReadSink sink, Taker taker, UnpackBudget budget) {
    this.sink = sink;
    this.taker = taker;
    this.budget = budget;
  }

  /** Takes the files that one holds. */
  public interface Taker {
    /**
     * Takes a file.
     *
     * @param bytes to be read before this returns, need not be read to their end; none of a file
     *     that is damaged from its begin on, which may be read behind the damage
     */
    void take(UnpackedBytes bytes) throws IOException;
  }

  /**
   * Gives the files that one holds, in the order in which they stand there. What cannot be unpacked
   * ends there, and is an aside once the taker has returned, which says how much of the file behind
   * it was not read; so is an empty file.
   *
   * @param name what asides call the file
   * @throws IOException if the file cannot be read, or the sink or the taker throws
   */
  public static void read(Path file, String name, ReadSink sink, Taker taker) throws IOException {
    PackedFile packed = new PackedFile(sink, taker, UnpackBudget.of(Files.size(file)));
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(ArchiveEntries.HEAD_BYTES);
    }
    if (ArchiveEntries.isSevenZip(head)) {
      try (ArchiveEntries entries = ArchiveEntries.sevenZip(file)) {
        packed.entries(name, entries, 1);
      }
    } else {
      try (ByteFeed feed = ByteFeed.open(file)) {
        packed.file(new UnpackedBytes(name, feed, packed.budget), 1);
      }
    }
  }

  /** Gives a file, or those in it; returns whether the last thing told of it was its damage. */
  private boolean file(UnpackedBytes bytes, int depth) throws IOException {
    byte[] head = bytes.peek(ArchiveEntries.HEAD_BYTES);
    byte[] magic = Arrays.copyOf(head, Math.min(head.length, MAGIC_BYTES));
    boolean told = false;
    if (head.length == 0 && bytes.damage().isEmpty()) {
      sink.aside(new Aside(bytes.name(), 0, "empty-file", ""));
    } else if (depth < MAX_DEPTH && ArchiveEntries.isStreamed(head)) {
      try (ArchiveEntries entries = ArchiveEntries.streamed(bytes, head)) {
        told = entries(bytes.name(), entries, depth + 1);
      }
    } else if (depth < MAX_DEPTH && ByteFeed.isCompressed(magic)) {
      try (ByteFeed inner = ByteFeed.unpack(bytes, magic)) {
        told = file(new UnpackedBytes(bytes.name(), inner, budget), depth + 1);
      }
    } else if (head.length > 0 || !ARCHIVE.matcher(bytes.name()).matches()) {
      taker.take(bytes);
    }
    Optional<Damage> damage = bytes.damage();
    if (damage.isPresent() && !told) {
      // Else it was told of already as that of what lies inside.
      aside(bytes.name(), damage.get(), bytes.size());
    }
    return damage.isPresent() || told;
  }

  private boolean entries(String name, ArchiveEntries entries, int depth) throws IOException {
    boolean told = false;
    for (String entry = entries.next(); entry != null; entry = entries.next()) {
      told = file(new UnpackedBytes(name + "!/" + entry, entries.bytes(), budget), depth);
    }
    Optional<Damage> damage = entries.damage();
    if (damage.isPresent() && !told) {
      aside(name, damage.get(), -1);
    }
    return damage.isPresent() || told;
  }

  private void aside(String name, Damage damage, long size) throws IOException {
    sink.aside(new Aside(name, damage.offset(), damage.reason(), damage.unread(size)));
  }
}
