package org.estover.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The databases that an index can live in. All tests share one PostgreSQL server, which ends with
 * the process.
 */
public enum TestDatabase {
  /** A file, as a ledger embeds it. */
  H2,
  /** A real server, and one user for everything. */
  POSTGRESQL,
  /** A real server, whose tables belong to a role of their own. */
  POSTGRESQL_WITH_OWNER;

  private static final AtomicInteger MADE = new AtomicInteger();

  /** The one server; made when a test first asks for it. */
  private static final class Server {
    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        execute(
            server.getJdbcUrl("postgres", "postgres"),
            "postgres",
            "CREATE ROLE one_user LOGIN PASSWORD 'one_user'",
            "CREATE ROLE estover_owner NOLOGIN",
            "CREATE ROLE projector LOGIN PASSWORD 'projector' NOINHERIT IN ROLE estover_owner");
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Settings of an index in a new, empty database.
   *
   * @param folder where one that is a file lies
   */
  public LedgerSettings settings(Path folder) {
    int number = MADE.incrementAndGet();
    if (this == H2) {
      String file = folder.resolve("database-" + number).resolve("books").toString();
      return Samples.settings().withIndex("jdbc:h2:file:" + file, "", "");
    }
    String user = this == POSTGRESQL ? "one_user" : "projector";
    String owner = this == POSTGRESQL ? "one_user" : "estover_owner";
    String database = "ledger" + number;
    try {
      execute(
          Server.POSTGRES.getJdbcUrl("postgres", "postgres"),
          "postgres",
          "CREATE DATABASE " + database + " OWNER " + owner);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Samples.settings().withIndex(Server.POSTGRES.getJdbcUrl(user, database), user, user);
  }

  /** Runs statements as the user that the index is opened with. */
  public void execute(LedgerSettings settings, String... statements) throws SQLException {
    execute(settings.indexUrl(), settings.indexUser(), statements);
  }

  /** Runs statements past all triggers and grants, as whoever owns the machine can. */
  public void tamper(LedgerSettings settings, String... statements) throws SQLException {
    if (this == H2) {
      for (String table : new String[] {"fact", "journal_entry", "posting", "period_change"}) {
        execute(
            settings,
            "DROP TRIGGER IF EXISTS estover_ledger." + table + "_is_new",
            "DROP TRIGGER IF EXISTS estover_ledger." + table + "_is_final");
      }
      execute(settings, "DROP TRIGGER IF EXISTS estover_ledger.booked_month_is_open");
      execute(settings, statements);
      return;
    }
    String[] all = new String[statements.length + 1];
    all[0] = "SET session_replication_role = replica";
    System.arraycopy(statements, 0, all, 1, statements.length);
    String user = "user=" + settings.indexUser();
    execute(settings.indexUrl().replace(user, "user=postgres"), "postgres", all);
  }

  private static void execute(String url, String user, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, user);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
