package org.estover.licensing.portal.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A PostgreSQL server with the portal's tables, as a trust that names one has it. All tests share
 * it; it ends with the process.
 */
public final class Postgres {
  private static final DataSource DATABASE = start();

  private Postgres() {}

  private static DataSource start() {
    try {
      DataSource database = EmbeddedPostgres.builder().start().getPostgresDatabase();
      PortalDatabase.migrate(database);
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By what the portal's stores ask their database. */
  public static JdbcClient client() {
    return JdbcClient.create(DATABASE);
  }

  /** The same for many rows at once. */
  public static JdbcTemplate batches() {
    return new JdbcTemplate(DATABASE);
  }

  /** Transactions over both. */
  public static TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(DATABASE));
  }
}
