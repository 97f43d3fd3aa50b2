package org.estover.licensing.portal.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.sql.DataSource;
import org.estover.licensing.portal.PortalSettings;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The portal's own database: H2 in its data folder, or PostgreSQL where the settings name one. Its
 * tables are made and brought up to date by the scripts in {@code db/migration}, which both read.
 */
@Configuration
class PortalDatabase {
  private static final int CONNECTIONS = 10;

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(PortalSettings settings) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("portal");
    config.setMaximumPoolSize(CONNECTIONS);
    if (settings.databaseUrl().isEmpty()) {
      Path folder = ownFolder(settings.data());
      config.setJdbcUrl(embedded(folder));
      config.setUsername("portal");
      config.setPassword("");
    } else {
      config.setJdbcUrl(settings.databaseUrl());
      config.setUsername(settings.databaseUser());
      config.setPassword(settings.databasePassword());
    }
    HikariDataSource database = new HikariDataSource(config);
    migrate(database);
    return database;
  }

  /**
   * Several features add scripts of their own, so a smaller number may come later. One that changes
   * rows has to have the highest, as a restored copy has those rows only once it has its newest.
   */
  static void migrate(DataSource database) {
    Flyway.configure().dataSource(database).outOfOrder(true).load().migrate();
  }

  /** Others on the machine do not read what accounts and cases say. */
  private static Path ownFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return folder;
  }

  /** The address of the database in a data folder. */
  static String embedded(Path folder) {
    return "jdbc:h2:file:"
        + folder.toAbsolutePath().resolve("portal")
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
  }
}
