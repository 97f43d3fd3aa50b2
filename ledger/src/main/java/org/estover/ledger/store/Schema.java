package org.estover.ledger.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The tables of an index and the rules on them, as migrations.
 *
 * <p>On PostgreSQL they belong to the role {@link #OWNER} where there is one that the configured
 * user is a member of, and that user is granted what projecting takes; else to the user, who gives
 * up what it need not have.
 */
final class Schema {

  static final String NAME = "estover_ledger";

  /**
   * The role that may own the tables: created by an operator, who knows when there should be one.
   */
  static final String OWNER = "estover_owner";

  private static final String MIGRATIONS = "classpath:org/estover/ledger/store/";

  /**
   * The last migration that makes and grants tables, before those that make rules on them; a
   * database that grants nothing has none of this number, as the question mark allows.
   */
  private static final String TABLES_ALONE = "1.1?";

  private final FluentConfiguration migrations;

  private Schema(FluentConfiguration migrations) {
    this.migrations = migrations;
  }

  static Schema of(IndexAddress address, HikariDataSource connections) {
    // Connections of its own: the owner's role must not stay with one that rows are written by.
    FluentConfiguration migrations =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(address.url(), address.user(), address.password())
            .schemas(address.isH2() ? NAME.toUpperCase(Locale.ROOT) : NAME)
            .locations(MIGRATIONS + "common", MIGRATIONS + (address.isH2() ? "h2" : "postgresql"))
            .cleanDisabled(false);
    if (!address.isH2() && hasOwner(connections)) {
      migrations.jdbcProperties(Map.of("options", "-c role=" + OWNER));
    }
    return new Schema(migrations);
  }

  private static boolean hasOwner(HikariDataSource connections) {
    try (Connection connection = connections.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT 1 FROM pg_roles WHERE rolname = ? AND pg_has_role(oid, 'MEMBER')")) {
      query.setString(1, OWNER);
      try (ResultSet role = query.executeQuery()) {
        return role.next();
      }
    } catch (SQLException e) {
      throw new FlywayException(e.getMessage(), e);
    }
  }

  /**
   * Makes what is missing. Tables of another version, and those that an interrupted step left, are
   * dropped first: everything in them is derived.
   */
  void bringUp() {
    try {
      migrations.load().migrate();
    } catch (FlywayException e) {
      migrations.load().clean();
      migrations.load().migrate();
    }
  }

  /**
   * Makes the rules on tables that were filled; fails where a row breaks one, and drops nothing.
   */
  void rule() {
    migrations.load().migrate();
  }

  /** Drops everything and makes the tables without the rules between rows. */
  void makeAnew() {
    migrations.load().clean();
    new FluentConfiguration(Schema.class.getClassLoader())
        .configuration(migrations)
        .target(TABLES_ALONE)
        .load()
        .migrate();
  }
}
