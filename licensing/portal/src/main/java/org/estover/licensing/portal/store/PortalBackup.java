package org.estover.licensing.portal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.estover.licensing.portal.PortalSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
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
  /** Made last: a folder without it is no backup. */
  static final String COMPLETE = "complete";

  private static final String REQUEST = "backup.request";
  private static final String OUTCOME = "backup.outcome";
  private static final String DATABASE = "portal.sql";

  /** Comparisons of releases, whose files come and go. */
  private static final String DIFFERENCES = "differences";

  private static final Logger LOG = LoggerFactory.getLogger(PortalBackup.class);

  private final PortalSettings settings;
  private final JdbcClient database;

  PortalBackup(PortalSettings settings, JdbcClient database) {
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
    } catch (IOException | UncheckedIOException | DataAccessException | InvalidPathException e) {
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
  void make(Path target) throws IOException {
    privateFolder(target);
    if (settings.databaseUrl().isEmpty()) {
      // As statements: a copy of the file was seen to lack what had just been committed.
      String file = target.resolve(DATABASE).toString();
      database.sql("script to ? charset 'UTF-8'").param(file).query().listOfRows();
    }
    copy(settings.data(), target);
    Files.writeString(target.resolve(COMPLETE), "estover portal backup 1\n");
  }

  private static void copy(Path data, Path target) throws IOException {
    for (Path file : kept(data)) {
      Path to = target.resolve(data.relativize(file));
      Files.createDirectories(to.toAbsolutePath().getParent());
      Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** All but the database, what is asked of the portal, and what it makes anew. */
  private static List<Path> kept(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> !data.relativize(file).startsWith(DIFFERENCES))
          .filter(Files::isRegularFile)
          .filter(
              file -> !file.getFileName().toString().matches("portal\\..*|backup\\..*|.*\\.tmp"))
          .filter(file -> !file.getFileName().toString().matches(COMPLETE + "|" + DATABASE))
          .sorted()
          .toList();
    }
  }

  /**
   * Makes a data folder, which must be absent or empty, from a backup.
   *
   * @throws IOException if the backup is not complete, or the folder holds something
   */
  public static void restore(Path backup, Path data) throws IOException {
    if (!Files.exists(backup.resolve(COMPLETE))) {
      throw new IOException(backup + ": not a complete backup of a portal; take another");
    }
    privateFolder(data);
    copy(backup, data);
    Path script = backup.resolve(DATABASE);
    if (Files.exists(script)) {
      try (Connection database =
              DriverManager.getConnection(PortalDatabase.embedded(data), "portal", "");
          PreparedStatement run = database.prepareStatement("runscript from ? charset 'UTF-8'")) {
        run.setString(1, script.toString());
        run.execute();
      } catch (SQLException e) {
        throw new IOException(
            script + ": cannot be read as the database's statements; take another backup", e);
      }
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
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
