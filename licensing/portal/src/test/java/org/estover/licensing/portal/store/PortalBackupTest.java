package org.estover.licensing.portal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Set;
import java.util.stream.Stream;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.access.Who;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy made while the portal runs holds its accounts, its keys and its record. */
final class PortalBackupTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @TempDir private Path folder;

  @Test
  void aBackupOfARunningPortalIsRestored() throws Exception {
    PORTAL.create("backed-up", Set.of(Who.DEVELOPER), "");
    PORTAL.signedIn("backed-up");
    Path backup = folder.resolve("backup");
    PORTAL.bean(PortalBackup.class).make(backup);
    Path data = folder.resolve("data");
    PortalBackup.restore(backup, data);
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
