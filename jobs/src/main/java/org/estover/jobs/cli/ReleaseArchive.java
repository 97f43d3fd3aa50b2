package org.estover.jobs.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.estover.jobs.run.Leftovers;
import org.estover.tokenize.release.Finding;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;

/**
 * A release in one zip file: the files of its folder, below a folder named like the release. The
 * same release gives the same bytes on one JDK; what counts are the files inside.
 */
final class ReleaseArchive {
  /** The 1st of January 1980 in the local time of the format: the least a zip can say. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final List<String> STAGE_FILES = List.of("report.json", "_COMPLETE.json");

  private ReleaseArchive() {}

  /** Writes the file in one step: it is whole or absent. */
  static void write(Release release, Path target) throws IOException {
    if (Files.exists(target)) {
      throw Errors.exists(target);
    }
    Path unfinished = target.resolveSibling(target.getFileName() + ".tmp");
    try (OutputStream out = Files.newOutputStream(unfinished);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Path file : files(release.folder())) {
        ZipEntry entry = new ZipEntry(release.id() + "/" + file.getFileName());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !STAGE_FILES.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    }
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
