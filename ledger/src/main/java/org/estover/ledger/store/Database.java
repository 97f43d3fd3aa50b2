package org.estover.ledger.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.Configuration;

/** The tables of an index, and transactions on them. */
final class Database implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 4;
  private static final String ROWS_PER_BATCH = "500";

  /**
   * Of sessions on PostgreSQL. What a crash of the server loses is followed again, and it loses
   * whole transactions only. By indexes, because checks of foreign keys keep the plan that was made
   * when the tables were empty.
   */
  private static final String SESSION = "SET synchronous_commit TO off; SET enable_seqscan TO off";

  private final IndexAddress address;
  private final HikariDataSource connections;
  private final Schema schema;
  private final SessionFactory sessions;

  private Database(
      IndexAddress address, HikariDataSource connections, Schema schema, SessionFactory sessions) {
    this.address = address;
    this.connections = connections;
    this.schema = schema;
    this.sessions = sessions;
  }

  /** Connects and makes the tables where there are none, or others than these; takes seconds. */
  static Database open(IndexAddress address) throws IOException {
    HikariDataSource connections = null;
    try {
      connections = connect(address);
      Schema schema = Schema.of(address, connections);
      schema.bringUp();
      Database database = new Database(address, connections, schema, sessions(connections));
      database.inTransaction(StateRow::insertInitial);
      connections = null;
      return database;
    } catch (PersistenceException | FlywayException | HikariPool.PoolInitializationException e) {
      throw Errors.database(address, e);
    } finally {
      if (connections != null) {
        connections.close();
      }
    }
  }

  /**
   * Drops all rows and leaves tables to be filled that hold no row to the others yet. Until {@link
   * #rule} they count as those of another projection.
   */
  void dropRows() throws IOException {
    try {
      schema.makeAnew();
    } catch (FlywayException e) {
      throw Errors.database(address, e);
    }
    inTransaction(StateRow::insertNotRuled);
  }

  /** Puts the rules between rows in force, and holds those that are there to them. */
  void rule() throws IOException {
    try {
      schema.rule();
    } catch (FlywayException e) {
      throw Errors.database(address, e);
    }
    Optional<BrokenRow> broken = inTransaction(session -> new Queries(session).firstBroken());
    if (broken.isPresent()) {
      throw Errors.brokenRule(address, broken.get().logIndex, broken.get().rule);
    }
    inTransaction(StateRow::ruled);
  }

  <T> T inTransaction(Function<StatelessSession, T> work) throws IOException {
    try {
      return sessions.fromStatelessTransaction(work);
    } catch (PersistenceException e) {
      throw Errors.database(address, e);
    }
  }

  private static HikariDataSource connect(IndexAddress address) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    config.setPoolName("estover-index");
    if (!address.isH2()) {
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
      config.setConnectionInitSql(SESSION);
    }
    return new HikariDataSource(config);
  }

  private static SessionFactory sessions(HikariDataSource connections) {
    Configuration configuration = new Configuration();
    for (Class<?> row :
        List.of(
            BrokenRow.class,
            FactRow.class,
            JournalRow.class,
            PeriodRow.class,
            PostingRow.class,
            StateRow.class)) {
      configuration.addAnnotatedClass(row);
    }
    configuration.getProperties().put("hibernate.connection.datasource", connections);
    configuration.setProperty("hibernate.default_schema", Schema.NAME);
    configuration.setProperty("hibernate.jdbc.batch_size", ROWS_PER_BATCH);
    return configuration.buildSessionFactory();
  }

  /** Closes the connections; a database in memory ends with the last of them. */
  @Override
  public void close() {
    sessions.close();
    connections.close();
  }
}
