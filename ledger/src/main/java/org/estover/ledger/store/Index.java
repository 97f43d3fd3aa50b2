package org.estover.ledger.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.estover.ledger.book.Balance;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.MerkleTree;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.Vault;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.Configuration;

/**
 * The database derived from log and vault.
 *
 * <p>It remembers how far it has followed which log. Where that log is not a beginning of the one
 * it is shown, or the projection has changed, it is dropped and derived anew: an index is never the
 * source of anything. One process at a time may follow a log into it. Not thread-safe.
 */
public final class Index implements AutoCloseable {

  private static final String SCHEMA = "estover_ledger";
  private static final String MIGRATIONS = "classpath:org/estover/ledger/store/";
  private static final int FACTS_PER_TRANSACTION = 500;
  private static final int MAX_CONNECTIONS = 4;

  private final IndexAddress address;
  private final HikariDataSource connections;
  private final Flyway migrations;
  private final SessionFactory sessions;

  private Index(
      IndexAddress address,
      HikariDataSource connections,
      Flyway migrations,
      SessionFactory sessions) {
    this.address = address;
    this.connections = connections;
    this.migrations = migrations;
    this.sessions = sessions;
  }

  /** Opens an index, making its tables where there are none; takes seconds. */
  public static Index open(IndexAddress address) throws IOException {
    HikariDataSource connections = null;
    try {
      connections = connect(address);
      Flyway migrations = migrations(address, connections);
      migrations.migrate();
      Index index = new Index(address, connections, migrations, sessions(connections));
      index.stateOrInitial();
      connections = null;
      return index;
    } catch (PersistenceException | FlywayException | HikariPool.PoolInitializationException e) {
      throw Errors.database(address, e);
    } finally {
      if (connections != null) {
        connections.close();
      }
    }
  }

  /** How many log entries the index has taken in. */
  public long size() throws IOException {
    return inTransaction(session -> state(session).entries);
  }

  /** The root of the log that the index has followed so far. */
  public Hash root() throws IOException {
    return inTransaction(session -> Hash.parse(state(session).root));
  }

  /** Takes in what the log holds beyond the index; rebuilds an index of another log. */
  public void follow(LogReader log, Vault vault) throws IOException {
    StateRow state = inTransaction(Index::state);
    boolean follows =
        state.projection == Projector.VERSION
            && state.entries <= log.size()
            && log.rootAt(state.entries).toString().equals(state.root);
    if (follows) {
      project(log, vault, state.entries);
    } else {
      rebuild(log, vault);
    }
  }

  /** Drops everything and derives it anew. */
  public void rebuild(LogReader log, Vault vault) throws IOException {
    try {
      migrations.clean();
      migrations.migrate();
      stateOrInitial();
    } catch (FlywayException e) {
      throw Errors.database(address, e);
    }
    project(log, vault, 0);
  }

  /** The questions that the index answers. */
  public Books books() {
    return new DatabaseBooks(sessions);
  }

  /** The canonical lines of each fact in [from, to), by log index, as the database has them. */
  public SortedMap<Long, List<String>> lines(long from, long to) throws IOException {
    return inTransaction(session -> new Queries(session).lines(from, to));
  }

  /** Writes all canonical lines, balances last. */
  public void dump(Appendable out) throws IOException {
    long size = size();
    for (long from = 0; from < size; from += FACTS_PER_TRANSACTION) {
      for (List<String> lines : lines(from, from + FACTS_PER_TRANSACTION).values()) {
        for (String line : lines) {
          out.append(line).append('\n');
        }
      }
    }
    for (Balance balance : books().balances()) {
      out.append(IndexLines.of(balance)).append('\n');
    }
  }

  private void project(LogReader log, Vault vault, long from) throws IOException {
    List<LoggedFact> facts = new ArrayList<>();
    try (Stream<LoggedFact> stream = LoggedFact.stream(log, vault, from)) {
      for (LoggedFact fact : (Iterable<LoggedFact>) stream::iterator) {
        facts.add(fact);
        if (facts.size() == FACTS_PER_TRANSACTION) {
          project(log, facts);
          facts.clear();
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!facts.isEmpty()) {
      project(log, facts);
    }
  }

  private void project(LogReader log, List<LoggedFact> facts) throws IOException {
    long size = facts.get(facts.size() - 1).index() + 1;
    String root = log.rootAt(size).toString();
    inTransaction(
        session -> {
          Projector.project(session, facts);
          StateRow state = state(session);
          state.entries = size;
          state.root = root;
          session.update(state);
          return size;
        });
  }

  private void stateOrInitial() throws IOException {
    inTransaction(
        session -> {
          if (session.get(StateRow.class, StateRow.ONLY) == null) {
            StateRow initial = new StateRow();
            initial.root = MerkleTree.EMPTY_ROOT.toString();
            initial.projection = Projector.VERSION;
            session.insert(initial);
          }
          return true;
        });
  }

  private static StateRow state(StatelessSession session) {
    StateRow state = session.get(StateRow.class, StateRow.ONLY);
    if (state == null) {
      throw new IllegalStateException("the index has no state row");
    }
    return state;
  }

  private <T> T inTransaction(Function<StatelessSession, T> work) throws IOException {
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
    return new HikariDataSource(config);
  }

  private static Flyway migrations(IndexAddress address, HikariDataSource connections) {
    return Flyway.configure(Index.class.getClassLoader())
        .dataSource(connections)
        .schemas(address.isH2() ? SCHEMA.toUpperCase(Locale.ROOT) : SCHEMA)
        .locations(MIGRATIONS + "common", MIGRATIONS + (address.isH2() ? "h2" : "postgresql"))
        .cleanDisabled(false)
        .load();
  }

  private static SessionFactory sessions(HikariDataSource connections) {
    Configuration configuration = new Configuration();
    for (Class<?> row :
        List.of(FactRow.class, JournalRow.class, PostingRow.class, StateRow.class)) {
      configuration.addAnnotatedClass(row);
    }
    configuration.getProperties().put("hibernate.connection.datasource", connections);
    configuration.setProperty("hibernate.default_schema", SCHEMA);
    configuration.setProperty("hibernate.jdbc.batch_size", "100");
    return configuration.buildSessionFactory();
  }

  /** Closes the connections; a database in memory ends with the last of them. */
  @Override
  public void close() {
    sessions.close();
    connections.close();
  }
}
