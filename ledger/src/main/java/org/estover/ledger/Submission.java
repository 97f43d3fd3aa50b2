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

  /** Facts, all of them or none. */
  static Submission of(List<Append> requests) {
    List<Append> copy = List.copyOf(requests);
    return (group, books) -> group.admit(copy);
  }

  /**
   * What a decision says, which is made once for a key: whoever brought an entry before gets that
   * answer.
   */
  static Submission of(String idempotencyKey, AppendQueue.Decision decision) {
    String digest = Append.keyDigest(idempotencyKey);
    return (group, books) -> {
      List<AppendGroup.Place> before = group.placeOf(digest);
      if (!before.isEmpty()) {
        return before;
      }
      Append decided = decision.decide(books.journal());
      if (!decided.idempotencyKey().equals(idempotencyKey)) {
        throw Errors.decidedAnotherKey(idempotencyKey, decided.idempotencyKey());
      }
      return group.admit(List.of(decided));
    };
  }
}
