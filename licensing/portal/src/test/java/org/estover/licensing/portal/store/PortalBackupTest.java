package org.estover.licensing.portal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Set;
import java.util.stream.Stream;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Who;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A copy made while the portal runs holds its accounts, its keys and its record. */
final class PortalBackupTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @TempDir private Path folder;

  @Test
  void whoAskedIsToldThatTheDatabaseFailed() throws Exception {
    Path data = Files.createDirectory(folder.resolve("asked"));
    JdbcClient none =
        JdbcClient.create(
            new DriverManagerDataSource(
                "jdbc:h2:file:" + folder.resolve("no-database") + ";IFEXISTS=TRUE", "portal", ""));
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
    Files.delete(backup.resolve(PortalBackup.COMPLETE));
    assertThatThrownBy(() -> PortalBackup.restore(backup, folder.resolve("other")))
        .hasMessageContaining("not a complete backup");
  }
}
