package org.estover.jobs.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.estover.jobs.run.Leftovers;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Finding;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SummedFile;

/**
 * A release in one zip file: the files of its folder, below a folder named like the release. The
 * same release gives the same bytes on one JDK; what counts are the files inside.
 */
final class ReleaseArchive {
  /** The 1st of January 1980 in the local time of the format: the least a zip can say. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int CHUNK_SIZE = 256 * BlockSums.BLOCK_SIZE;

  private ReleaseArchive() {}

  /**
   * Writes the file in one step: it is whole or absent. Every block is checked as it is copied.
   *
   * @throws CorruptReleaseException if a file is missing or damaged; the message names file and
   *     block
   */
  static void write(Release release, Path target) throws IOException {
    if (Files.exists(target)) {
      throw Errors.exists(target);
    }
    Path unfinished = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.setLevel(Deflater.BEST_SPEED);
        try (SummedFile manifest = SummedFile.open(release.folder().resolve(Release.MANIFEST))) {
          add(zip, release.id(), manifest);
        }
        for (ReleasedFile file : files(release)) {
          try (SummedFile summed = SummedFile.open(release.folder(), file)) {
            add(zip, release.id(), summed);
          }
        }
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** The files that the manifest names, in the order of their names. */
  private static Collection<ReleasedFile> files(Release release) {
    TreeMap<String, ReleasedFile> files = new TreeMap<>();
    for (ReleasedShard shard : release.content().shards()) {
      List.of(shard.bin(), shard.idx(), shard.docs()).forEach(file -> files.put(file.name(), file));
    }
    return files.values();
  }

  /** Copies a file, block by block as its sums say, and the sums. */
  private static void add(ZipOutputStream zip, String folder, SummedFile file) throws IOException {
    begin(zip, folder, file.path());
    for (long at = 0; at < file.size(); at += CHUNK_SIZE) {
      ByteBuffer chunk = file.read(at, (int) Math.min(CHUNK_SIZE, file.size() - at));
      zip.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    }
    zip.closeEntry();
    Path sums = BlockSums.sidecar(file.path());
    begin(zip, folder, sums);
    Files.copy(sums, zip);
    zip.closeEntry();
  }

  private static void begin(ZipOutputStream zip, String folder, Path file) throws IOException {
    ZipEntry entry = new ZipEntry(folder + "/" + file.getFileName());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }

  /**
   * Unpacks a release below {@code folder} and verifies it.
   *
   * @throws UsageException if the file is no such archive, or the release is there already
   * @throws DamagedArchiveException if a byte is wrong; nothing stays then
   */
  static Path unpack(Path archive, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = Files.createTempDirectory(folder, ".import");
    try {
      unzip(archive, unfinished);
      if (!Files.exists(unfinished.resolve(Release.MANIFEST))) {
        throw Errors.notAnArchive(archive);
      }
      List<String> findings =
          ReleaseVerifier.verify(unfinished).stream().map(Finding::message).toList();
      if (!findings.isEmpty()) {
        throw Errors.damagedArchive(archive, findings.get(0));
      }
      Path target = folder.resolve(Release.open(unfinished).id());
      if (Files.exists(target)) {
        throw Errors.exists(target);
      }
      return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Leftovers.removeTree(unfinished);
    }
  }

  private static void unzip(Path archive, Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(archive, StandardOpenOption.READ);
        ZipInputStream zip = new ZipInputStream(in)) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null) {
        String name = entry.getName();
        Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1)).normalize();
        // Only the last part of a name is used, so that no entry lands outside of the folder.
        if (!folder.equals(file.getParent())) {
          throw Errors.notAnArchive(archive);
        }
        if (Files.exists(file)) {
          throw Errors.damagedArchive(archive, name + " stands in it twice");
        }
        Files.copy(zip, file);
        entry = zip.getNextEntry();
      }
    } catch (ZipException | EOFException e) {
      throw Errors.damagedArchive(archive, String.valueOf(e.getMessage()));
    }
  }
}
