package org.estover.jobs.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.SummedFile;

/**
 * A release in one zip file: the files of its folder, with its masks where it has some, below a
 * folder named like the release. The same release gives the same bytes on one JDK; what counts are
 * the files inside.
 */
final class ReleaseArchive {
  /** The 1st of January 1980 in the local time of the format: the least a zip can say. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int CHUNK_SIZE = 256 * BlockSums.BLOCK_SIZE;

  /** What people may lay beside a release. */
  private static final String NOTES = "README.md";

  private static final long NOTES_SIZE_LIMIT = 1 << 20;

  private static final long MASKS_SIZE_LIMIT = 1 << 30;

  /** Enough for some 70 000 shards; a manifest is written before anything says how large it is. */
  private static final long MANIFEST_SIZE_LIMIT = 64 << 20;

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
          add(zip, release, manifest);
        }
        for (ReleasedFile file : files(release)) {
          try (SummedFile summed = SummedFile.open(release.folder(), file)) {
            add(zip, release, summed);
          }
        }
        Path masks = release.folder().resolve(Masks.FILE);
        if (!Masks.find(release).isEmpty()) {
          begin(zip, release.id(), masks);
          Files.copy(masks, zip);
          zip.closeEntry();
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
    release.manifest().files().forEach(file -> files.put(file.name(), file));
    return files.values();
  }

  /** Copies a file, block by block as its sums say, and the sums. */
  private static void add(ZipOutputStream zip, Release release, SummedFile file)
      throws IOException {
    Path path = release.folder().resolve(Path.of(file.name()).getFileName());
    begin(zip, release.id(), path);
    for (long at = 0; at < file.size(); at += CHUNK_SIZE) {
      ByteBuffer chunk = file.read(at, (int) Math.min(CHUNK_SIZE, file.size() - at));
      zip.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    }
    zip.closeEntry();
    Path sums = BlockSums.sidecar(path);
    begin(zip, release.id(), sums);
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

  /** The manifest and its sidecar first, wherever they stand; then what the manifest names. */
  private static void unzip(Path archive, Path folder) throws IOException {
    try (Entries entries = new Entries(archive)) {
      Map<String, Long> manifest = new HashMap<>();
      manifest.put(Release.MANIFEST, MANIFEST_SIZE_LIMIT);
      manifest.put(
          BlockSums.sidecarName(Release.MANIFEST), BlockSums.sidecarSize(MANIFEST_SIZE_LIMIT));
      while (!manifest.isEmpty() && entries.next()) {
        Long limit = manifest.remove(entries.file());
        if (limit != null) {
          entries.writeTo(folder, limit);
        }
      }
    }
    if (!Files.exists(folder.resolve(Release.MANIFEST))) {
      throw Errors.notAnArchive(archive);
    }
    Map<String, Long> sizes = sizes(archive, folder);
    Set<String> seen = new HashSet<>();
    try (Entries entries = new Entries(archive)) {
      while (entries.next()) {
        Long size = sizes.get(entries.file());
        if (size == null) {
          throw entries.damaged("the manifest does not name it");
        }
        if (!seen.add(entries.file())) {
          throw entries.damaged("stands in it twice");
        }
        if (!Files.exists(folder.resolve(entries.file()))) {
          entries.writeTo(folder, size);
        }
      }
    }
  }

  /** What may stand in the archive, and how large it may be. */
  private static Map<String, Long> sizes(Path archive, Path folder) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    Path manifest = folder.resolve(Release.MANIFEST);
    addWithSidecar(sizes, Release.MANIFEST, Files.size(manifest));
    sizes.put(NOTES, NOTES_SIZE_LIMIT);
    sizes.put(Masks.FILE, MASKS_SIZE_LIMIT);
    try {
      for (ReleasedFile file : Release.open(folder).manifest().files()) {
        addWithSidecar(sizes, file.name(), file.size());
      }
    } catch (CorruptReleaseException e) {
      String name = String.valueOf(Path.of(e.file()).getFileName());
      throw Errors.damagedArchive(archive, name + ": " + e.problem());
    }
    return sizes;
  }

  private static void addWithSidecar(Map<String, Long> sizes, String name, long size) {
    sizes.put(name, size);
    sizes.put(BlockSums.sidecarName(name), BlockSums.sidecarSize(size));
  }

  /** The entries of an archive, one after the other; nothing about them is believed. */
  private static final class Entries implements AutoCloseable {
    private final Path archive;
    private final ZipInputStream zip;
    private String name = "";

    Entries(Path archive) throws IOException {
      this.archive = archive;
      this.zip = new ZipInputStream(Files.newInputStream(archive, StandardOpenOption.READ));
    }

    /** Goes to the next entry, if there is one. */
    boolean next() throws IOException {
      try {
        ZipEntry entry = zip.getNextEntry();
        name = entry == null ? "" : entry.getName();
        return entry != null;
      } catch (IllegalArgumentException e) {
        throw Errors.damagedArchive(archive, "the name of an entry is no UTF-8");
      } catch (ZipException | EOFException e) {
        throw Errors.damagedArchive(archive, String.valueOf(e.getMessage()));
      }
    }

    /** The last part of the entry's name: no entry lands outside of the folder. */
    String file() {
      return name.substring(name.lastIndexOf('/') + 1);
    }

    void writeTo(Path folder, long limit) throws IOException {
      byte[] buffer = new byte[1 << 16];
      long left = limit;
      try (OutputStream out = Files.newOutputStream(folder.resolve(file()))) {
        int read;
        while ((read = zip.read(buffer)) >= 0) {
          left -= read;
          if (left < 0) {
            throw damaged("it holds more than the " + limit + " bytes that it may");
          }
          out.write(buffer, 0, read);
        }
      } catch (ZipException | EOFException e) {
        throw damaged(String.valueOf(e.getMessage()));
      }
    }

    DamagedArchiveException damaged(String why) {
      return Errors.damagedArchive(archive, "\"" + name + "\": " + why);
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
