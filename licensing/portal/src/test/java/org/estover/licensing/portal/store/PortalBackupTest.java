package org.estover.licensing.portal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Who;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A copy made while the portal runs holds its accounts, its keys and its record. */
final class PortalBackupTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @TempDir private Path folder;

  @Test
  void whoAskedIsToldThatTheDatabaseFailed() throws Exception {
    Path data = Files.createDirectory(folder.resolve("asked"));
    DataSource none =
        new DriverManagerDataSource(
            "jdbc:h2:file:" + folder.resolve("no-database") + ";IFEXISTS=TRUE", "portal", "");
    PortalBackup backup = new PortalBackup(settings(data), none);
    PortalBackup.request(data, folder.resolve("target"));
    backup.serve();
    assertThat(PortalBackup.outcome(data)).startsWith("failed: ");
    Files.writeString(data.resolve("backup.request"), "a\0b");
    Files.delete(data.resolve("backup.outcome"));
    backup.serve();
    assertThat(PortalBackup.outcome(data)).startsWith("failed: ");
  }

  private static PortalSettings settings(Path data) {
    return new PortalSettings(
        data.resolve("ledger"),
        data.resolve("releases"),
        data.resolve("newest"),
        data,
        URI.create("http://localhost"),
        "",
        "",
        "",
        "The Commons");
  }

  @Test
  void aBackupOfARunningPortalIsRestored() throws Exception {
    PORTAL.create("backed-up", Set.of(Who.DEVELOPER), "");
    PORTAL.signedIn("backed-up");
    Path backup = folder.resolve("backup");
    Path passing =
        PORTAL.bean(PortalSettings.class).data().resolve("differences").resolve("passing.ndjson");
    Files.writeString(passing, "{}\n");
    PORTAL.bean(PortalBackup.class).make(backup);
    Files.delete(passing);
    Path data = folder.resolve("data");
    PortalBackup.restore(backup, data);
    assertThat(data.resolve("differences")).doesNotExist();
    assertThat(data.resolve("secrets.key")).exists();
    assertThat(Files.getPosixFilePermissions(data.resolve("secrets.key"))).hasSize(2);
    try (Stream<Path> files = Files.list(data.resolve("activity"))) {
      assertThat(files).isNotEmpty();
    }
    String address =
        "jdbc:h2:file:" + data.resolve("portal") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
    try (Connection connection = DriverManager.getConnection(address, "portal", "");
        ResultSet found =
            connection
                .createStatement()
                .executeQuery("select email from account where name = 'backed-up'")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getString(1)).isEqualTo("backed-up@portal.test");
    }
    assertThatThrownBy(() -> PortalBackup.restore(backup, data)).hasMessageContaining("not empty");
    Files.delete(backup.resolve(BackupSeal.NAME));
    assertThatThrownBy(() -> PortalBackup.restore(backup, folder.resolve("other")))
        .hasMessageContaining("not a complete backup");
  }

  private Path backup(String name) throws Exception {
    Path backup = folder.resolve(name);
    PORTAL.bean(PortalBackup.class).make(backup);
    return backup;
  }

  private void requireRefused(Path backup, String why) {
    Path data = folder.resolve("never");
    assertThatThrownBy(() -> PortalBackup.restore(backup, data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
    assertThat(data)
        .satisfiesAnyOf(
            none -> assertThat(none).doesNotExist(), none -> assertThat(none).isEmptyDirectory());
  }

  @Test
  void statementsInACopyAreNotRun() throws Exception {
    Path witness = folder.resolve("written-by-the-copy");
    Path old = Files.createDirectory(folder.resolve("old"));
    String statement = "call csvwrite('" + witness + "', 'select 1');\n";
    Files.writeString(old.resolve("portal.sql"), statement);
    Files.writeString(old.resolve("complete"), "estover portal backup 1\n");
    requireRefused(old, "an earlier version made it");
    Path backup = backup("with-statements");
    Files.writeString(backup.resolve("portal.sql"), statement);
    requireRefused(backup, "portal.sql: is no part of a portal's backup");
    BackupSeal.write(backup);
    requireRefused(backup, "which is no part of a backup");
    Files.delete(backup.resolve("portal.sql"));
    Files.writeString(backup.resolve(TableCopy.NAME), statement);
    BackupSeal.write(backup);
    requireRefused(backup, "line 1 is no row of a table");
    assertThat(witness).doesNotExist();
  }

  @Test
  void aCopyThatWasChangedIsRefused() throws Exception {
    Path backup = backup("changed");
    Path tables = backup.resolve(TableCopy.NAME);
    String rows = Files.readString(tables);
    Files.writeString(tables, rows.replace("operator0", "operator9"));
    requireRefused(backup, "instead of");
    Files.delete(tables);
    requireRefused(backup, "is missing");
    Files.createSymbolicLink(tables, Path.of("/etc/hostname"));
    requireRefused(backup, "is a link");
    Files.delete(tables);
    // Sealed anew by whoever changed it: then it still holds rows of the portal's tables, or goes.
    String[][] changes = {
      {"[\"table\",\"account\"", "[\"table\",\"account; drop table account\"", "names a table"},
      {"\"email\"", "\"email) select\"", "names a column"},
      {"[\"table\",\"admission\"", "[\"rows\",\"admission\"", "is neither a row nor the end"},
      {"[\"end\"", "[\"row\"", "cells instead of"},
      {"tables 1\",\"", "tables 1\",\"9", "which this version does not have"},
      {"OPERATOR\"", "OPERATOR\",\"more\"", "cells instead of"}
    };
    for (String[] change : changes) {
      assertThat(rows).contains(change[0]);
      Files.writeString(tables, rows.replace(change[0], change[1]));
      BackupSeal.write(backup);
      requireRefused(backup, change[2]);
    }
  }

  @Test
  void whatIsRestoredIsTheSameToTheCell() throws Exception {
    PORTAL.create("Zo\u00eb \ud83c\udf32 'quoted'\n", Set.of(Who.DEVELOPER), "");
    Path backup = backup("same");
    Path data = folder.resolve("restored");
    PortalBackup.restore(backup, data);
    DataSource restored = new DriverManagerDataSource(PortalDatabase.embedded(data), "portal", "");
    Path again = folder.resolve("again");
    TableCopy.write(restored, again);
    assertThat(again).hasSameTextualContentAs(backup.resolve(TableCopy.NAME));
    // New rows do not take the numbers of old ones.
    try (Connection connection = restored.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into case_event (case_id, at, kind, author, words, log_index)"
              + " select id, opened, 'note', 'filer', '', -1 from case_file limit 1");
      statement.execute(
          "insert into webhook_delivery (id, endpoint_id, event_id, body, state,"
              + " attempts, created, next_attempt, last_status, last_error) values ('dlv_after',"
              + " 'whk', 'evt', '', 'dead', 0, current_timestamp, current_timestamp, 0, '')");
    }
  }
}
