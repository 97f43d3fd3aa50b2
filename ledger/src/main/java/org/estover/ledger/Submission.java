package org.estover.ledger;

import java.io.IOException;
import java.util.List;
import org.estover.ledger.book.Journal;

/** What a client asks of the writer at once: recorded wholly, or not at all. */
interface Submission {

  /** The books as the submission finds them, with all that stands before it. */
  @FunctionalInterface
  interface BooksBefore {
    Journal journal() throws IOException;
  }

  /**
   * Puts its requests into a group.
   *
   * @throws LedgerRefusedException if it cannot follow what stands before it
   */
  List<AppendGroup.Place> admit(AppendGroup group, BooksBefore books) throws IOException;
}
