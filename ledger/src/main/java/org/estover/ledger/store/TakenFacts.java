package org.estover.ledger.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.estover.ledger.book.Periods;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.vault.BookedFact;
import org.estover.ledger.vault.LoggedFact;

/**
 * Facts that one transaction takes in.
 *
 * @param facts the facts, in log order
 * @param size how many log entries there are with them
 * @param root the root of the log of that size, 64 hex digits
 */
record TakenFacts(List<BookedFact> facts, long size, String root) {

  TakenFacts {
    facts = List.copyOf(facts);
  }

  /**
   * The next facts of a log, or none at its end.
   *
   * @param periods the months after all facts before them; brought up to the last of these
   */
  static TakenFacts next(LogReader log, Iterator<LoggedFact> rest, Periods periods, int most)
      throws IOException {
    List<BookedFact> facts = new ArrayList<>(most);
    while (facts.size() < most && rest.hasNext()) {
      facts.add(BookedFact.of(rest.next(), periods));
    }
    if (facts.isEmpty()) {
      return new TakenFacts(facts, 0, "");
    }
    long size = facts.get(facts.size() - 1).logged().index() + 1;
    return new TakenFacts(facts, size, log.rootAt(size).toString());
  }
}
