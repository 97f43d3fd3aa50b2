package org.estover.ledger.store;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.PeriodChange;
import org.estover.ledger.book.Periods;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.Vault;

/**
 * The database derived from log and vault.
 *
 * <p>It remembers how far it has followed which log. Where that log is not a beginning of the one
 * it is shown, or the projection has changed, it is dropped and derived anew: an index is never the
 * source of anything. One process at a time may follow a log into it. Not thread-safe.
 */
public final class Index implements AutoCloseable {

  private static final int FACTS_PER_TRANSACTION = 500;

  private final Database database;

  private Index(Database database) {
    this.database = database;
  }

  /** Opens an index, making its tables where there are none; takes seconds. */
  public static Index open(IndexAddress address) throws IOException {
    return new Index(Database.open(address));
  }

  /** How many log entries the index has taken in. */
  public long size() throws IOException {
    return database.inTransaction(session -> StateRow.of(session).entries);
  }

  /** The root of the log that the index has followed so far. */
  public Hash root() throws IOException {
    return database.inTransaction(session -> Hash.parse(StateRow.of(session).root));
  }

  /** Takes in what the log holds beyond the index; rebuilds an index of another log. */
  public void follow(LogReader log, Vault vault) throws IOException {
    StateRow state = database.inTransaction(StateRow::of);
    boolean follows =
        state.projection == Projector.VERSION
            && state.entries <= log.size()
            && log.rootAt(state.entries).toString().equals(state.root);
    if (!follows || (state.entries == 0 && log.size() > FACTS_PER_TRANSACTION)) {
      rebuild(log, vault);
    } else if (state.entries < log.size()) {
      List<PeriodChange> changes = books().periodChanges(state.entries);
      project(log, vault, state.entries, Periods.of(changes));
    }
  }

  /**
   * Drops everything and derives it anew: rows first, and then the rules over all of them. What was
   * interrupted, or broke a rule, is dropped when the index is to follow next.
   */
  public void rebuild(LogReader log, Vault vault) throws IOException {
    database.dropRows();
    project(log, vault, 0, new Periods());
    database.rule();
  }

  /** The questions that the index answers. */
  public Books books() {
    return new DatabaseBooks(database);
  }

  /** The canonical lines of each fact in [from, to), by log index, as the database has them. */
  public SortedMap<Long, List<String>> lines(long from, long to) throws IOException {
    return database.inTransaction(session -> new Queries(session).lines(from, to));
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

  /** Reads the next facts while the database takes the ones before. */
  private void project(LogReader log, Vault vault, long from, Periods periods) throws IOException {
    try (Stream<LoggedFact> facts = LoggedFact.stream(log, vault, from);
        ReadAhead<TakenFacts> ahead = new ReadAhead<>("estover-index-reader")) {
      Iterator<LoggedFact> rest = facts.iterator();
      Callable<TakenFacts> read = () -> TakenFacts.next(log, rest, periods, FACTS_PER_TRANSACTION);
      ahead.start(read);
      for (TakenFacts taken = ahead.take(); !taken.facts().isEmpty(); taken = ahead.take()) {
        ahead.start(read);
        project(taken);
      }
    }
  }

  private void project(TakenFacts taken) throws IOException {
    database.inTransaction(
        session -> {
          Projector.project(session, taken.facts());
          StateRow.advance(session, taken.size(), taken.root());
          return true;
        });
  }

  /** Closes the connections; a database in memory ends with the last of them. */
  @Override
  public void close() {
    database.close();
  }
}
