package org.estover.licensing.portal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.estover.licensing.portal.PortalSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Copies the portal's own data while it runs: its database, its keys and the activity log.
 *
 * <p>The database is one process's, so the running portal makes the copy: who wants one puts the
 * folder for it into a file of the data folder, which only the portal's owner can write to, and the
 * portal takes it from there. The files of the activity log are only ever lengthened, so that a
 * copy of them is one of a moment; a torn last line is cut when it is opened. The ledger and the
 * releases are not part of it: {@code estover ledger backup} copies those.
 */
@Component
public final class PortalBackup {
  private static final String REQUEST = "backup.request";
  private static final String OUTCOME = "backup.outcome";
  private static final FileAttribute<?> ONES_OWN_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Logger LOG = LoggerFactory.getLogger(PortalBackup.class);

  private final PortalSettings settings;
  private final DataSource database;

  PortalBackup(PortalSettings settings, DataSource database) {
    this.settings = settings;
    this.database = database;
  }

  /** Asks the portal that runs on a data folder for a backup. */
  public static void request(Path data, Path target) throws IOException {
    Files.deleteIfExists(data.resolve(OUTCOME));
    Path unfinished = data.resolve(REQUEST + ".tmp");
    Files.writeString(unfinished, target.toAbsolutePath().toString(), StandardCharsets.UTF_8);
    Files.move(unfinished, data.resolve(REQUEST), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What became of it, "" while nothing did. */
  public static String outcome(Path data) throws IOException {
    Path outcome = data.resolve(OUTCOME);
    return Files.exists(outcome) ? Files.readString(outcome) : "";
  }

  @Scheduled(fixedDelay = 1_000)
  void serve() throws IOException {
    Path request = settings.data().resolve(REQUEST);
    if (!Files.exists(request)) {
      return;
    }
    String asked = Files.readString(request).strip();
    Files.delete(request);
    String outcome;
    try {
      make(Path.of(asked));
      outcome = "made " + asked;
    } catch (IOException | UncheckedIOException | SQLException | InvalidPathException e) {
      // Whatever stopped it, who asked waits for an outcome.
      LOG.error("backup to {} failed", asked, e);
      outcome = "failed: " + e.getMessage();
    }
    LOG.info("backup {}", outcome);
    Path unfinished = settings.data().resolve(OUTCOME + ".tmp");
    Files.writeString(unfinished, outcome, StandardCharsets.UTF_8);
    Files.move(unfinished, settings.data().resolve(OUTCOME), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes a backup in a folder that is absent or empty. */
  void make(Path target) throws IOException, SQLException {
    privateFolder(target);
    if (settings.databaseUrl().isEmpty()) {
      // As rows: a copy of the file was seen to lack what had just been committed.
      TableCopy.write(database, target.resolve(TableCopy.NAME));
    }
    for (String name : kept(settings.data())) {
      copy(settings.data(), target, name);
    }
    BackupSeal.write(target);
  }

  private static void copy(Path from, Path to, String name) throws IOException {
    Path file = to.resolve(name).toAbsolutePath();
    Files.createDirectories(file.getParent(), ONES_OWN_FOLDER);
    Files.copy(from.resolve(name), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** What a copy holds of the data folder; the portal makes the rest anew. */
  private static List<String> kept(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data, 2, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> data.relativize(file).toString())
          .filter(name -> BackupSeal.isKnown(name) && !name.endsWith(".tmp"))
          .filter(name -> !name.equals(TableCopy.NAME))
          .sorted()
          .toList();
    }
  }

  /**
   * Makes a data folder, which must be absent or empty, from a backup. What is not what the
   * portal's backups hold, or not what was sealed, is refused, and then nothing is made.
   *
   * @throws IOException if the backup is not complete or holds something else, or the folder holds
   *     something
   */
  public static void restore(Path backup, Path data) throws IOException {
    List<String> names = BackupSeal.verified(backup);
    privateFolder(data);
    boolean restored = false;
    try {
      for (String name : names) {
        if (name.equals(TableCopy.NAME)) {
          TableCopy.read(backup.resolve(name), data);
        } else {
          copy(backup, data, name);
        }
      }
      restored = true;
    } finally {
      if (!restored) {
        empty(data);
      }
    }
  }

  private static void empty(Path folder) throws IOException {
    List<Path> made;
    try (Stream<Path> all = Files.walk(folder)) {
      made = all.filter(each -> !each.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : made) {
      Files.delete(each);
    }
  }

  private static void privateFolder(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new IOException(folder + ": is not empty; name a folder that is");
        }
      }
    } else {
      Files.createDirectories(folder, ONES_OWN_FOLDER);
    }
  }
}
