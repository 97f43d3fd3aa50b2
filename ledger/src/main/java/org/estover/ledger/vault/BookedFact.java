package org.estover.ledger.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.PeriodChange;
import org.estover.ledger.book.Periods;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.PeriodClosed;

/**
 * A fact together with what it does to the books.
 *
 * @param logged the fact
 * @param journal its journal entries, each booked in a month
 * @param changes the months that it closed or was the first to restate
 */
public record BookedFact(LoggedFact logged, List<BookedEntry> journal, List<PeriodChange> changes) {

  public BookedFact {
    journal = List.copyOf(journal);
    changes = List.copyOf(changes);
  }

  /**
   * Books a fact: its journal entries first, and then the month that it closes.
   *
   * @param periods the months after all facts before it; brought up to this one
   */
  public static BookedFact of(LoggedFact logged, Periods periods) {
    int known = periods.changeCount();
    List<BookedEntry> journal = new ArrayList<>();
    for (RecordedEntry recorded : logged.recorded()) {
      journal.add(new BookedEntry(recorded, periods.book(recorded)));
    }
    if (logged.fact() instanceof PeriodClosed closed) {
      periods.close(logged.index(), closed.period());
    }
    return new BookedFact(logged, journal, periods.changesAfter(known));
  }

  /**
   * Reads the books of a log from its first entry on, which throws {@link
   * java.io.UncheckedIOException} where stored bytes do not hold.
   */
  public static void forEach(LogReader log, Vault vault, Consumer<BookedFact> each) {
    Periods periods = new Periods();
    try (Stream<LoggedFact> facts = LoggedFact.stream(log, vault, 0)) {
      facts.forEach(fact -> each.accept(of(fact, periods)));
    }
  }
}
