package org.estover.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.MonthTurnover;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.PeriodChange;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.vault.BookedFact;
import org.estover.ledger.vault.Vault;

/**
 * The books read from log and vault, without a database: each question reads both from the first
 * entry on. Memory as the answer, and as what is pending.
 */
public final class FoldedBooks implements Books {

  /** What is read: the facts of a log in their order, with what they do to the books. */
  interface Source {
    long size();

    Instant time(long logIndex) throws IOException;

    void forEach(Consumer<BookedFact> each) throws IOException;
  }

  private final Source source;

  FoldedBooks(Source source) {
    this.source = source;
  }

  /** The books at a log's checkpoint. */
  public FoldedBooks(LogReader log, Vault vault) {
    this(
        new Source() {
          @Override
          public long size() {
            return log.size();
          }

          @Override
          public Instant time(long logIndex) throws IOException {
            try {
              return LogEntry.parse(log.entry(logIndex)).time();
            } catch (UncheckedIOException e) {
              throw e.getCause();
            }
          }

          @Override
          public void forEach(Consumer<BookedFact> each) throws IOException {
            try {
              BookedFact.forEach(log, vault, each);
            } catch (UncheckedIOException e) {
              throw e.getCause();
            }
          }
        });
  }

  @Override
  public long size() {
    return source.size();
  }

  /** Time never goes back in a log, so that halving finds the place. */
  @Override
  public long recordedBy(Instant time) throws IOException {
    long from = 0;
    long to = source.size();
    while (from < to) {
      long middle = (from + to) >>> 1;
      if (source.time(middle).isAfter(time)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  @Override
  public Money balance(Account account, String currency) throws IOException {
    return sums(booked -> true).balance(account, currency);
  }

  @Override
  public List<Balance> balances() throws IOException {
    return sums(booked -> true).balances();
  }

  @Override
  public List<Balance> balancesAsOf(LocalDate effective, long beforeLogIndex) throws IOException {
    return sums(booked ->
            booked.logIndex() < beforeLogIndex && !booked.entry().effective().isAfter(effective))
        .balances();
  }

  @Override
  public List<Balance> pendingBalances() throws IOException {
    return pendingAsOf(LAST_DAY, Long.MAX_VALUE);
  }

  @Override
  public List<Balance> pendingAsOf(LocalDate effective, long beforeLogIndex) throws IOException {
    Map<String, List<Posting>> pending = new HashMap<>();
    forEachEntry(
        booked -> {
          JournalEntry entry = booked.entry();
          if (booked.logIndex() < beforeLogIndex && !entry.effective().isAfter(effective)) {
            if (entry.kind() == EntryKind.PENDING) {
              pending.put(entry.id(), entry.postings());
            } else if (entry.kind().endsPending()) {
              // It stands behind the one that it names.
              pending.remove(entry.target());
            }
          }
        });
    Sums sums = new Sums();
    pending.values().forEach(sums::add);
    return sums.balances();
  }

  @Override
  public List<MonthTurnover> turnovers(Period month, long beforeLogIndex) throws IOException {
    Sums earlier = new Sums();
    Sums within = new Sums();
    forEachEntry(
        booked -> {
          int compared = booked.booked().compareTo(month);
          if (booked.logIndex() < beforeLogIndex && compared <= 0) {
            (compared < 0 ? earlier : within).add(booked.entry());
          }
        });
    return Sums.turnovers(earlier, within);
  }

  @Override
  public List<PeriodChange> periodChanges(long beforeLogIndex) throws IOException {
    List<PeriodChange> changes = new ArrayList<>();
    source.forEach(
        fact -> {
          if (fact.logged().index() < beforeLogIndex) {
            changes.addAll(fact.changes());
          }
        });
    return List.copyOf(changes);
  }

  @Override
  public void forEachEntry(Consumer<BookedEntry> each) throws IOException {
    source.forEach(fact -> fact.journal().forEach(each));
  }

  /** Writes the lines that an index of this log dumps, as {@link Index#dump} does. */
  public void dump(Appendable out) throws IOException {
    Sums sums = new Sums();
    try {
      source.forEach(
          fact -> {
            fact.journal().forEach(booked -> sums.add(booked.entry()));
            write(IndexLines.of(fact), out);
          });
      write(sums.balances().stream().map(IndexLines::of).toList(), out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(List<String> lines, Appendable out) {
    try {
      for (String line : lines) {
        out.append(line).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Sums sums(Predicate<BookedEntry> counts) throws IOException {
    Sums sums = new Sums();
    forEachEntry(
        booked -> {
          if (counts.test(booked)) {
            sums.add(booked.entry());
          }
        });
    return sums;
  }
}
