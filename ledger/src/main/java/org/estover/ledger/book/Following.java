package org.estover.ledger.book;

import java.time.LocalDate;
import java.util.List;

/** Whether a journal entry can stand behind the one that it names. */
final class Following {

  private Following() {}

  /**
   * Why it cannot, or an empty text.
   *
   * @param named the entry that it names
   * @param ended whether an entry has reversed, posted, voided or expired that one already
   * @param day the day, in UTC, of the log entry that records it
   */
  static String refusal(JournalEntry entry, JournalEntry named, boolean ended, LocalDate day) {
    if (entry.kind().endsPending() != (named.kind() == EntryKind.PENDING)
        || (entry.kind() == EntryKind.REVERSAL && !named.kind().isPosted())) {
      return Errors.refused(entry, "which is of kind " + named.kind().word());
    }
    if (ended) {
      return Errors.refused(
          entry,
          entry.kind() == EntryKind.REVERSAL
              ? "which is reversed already"
              : "which was posted, voided or expired already");
    }
    String why =
        switch (entry.kind()) {
          case REVERSAL -> isOpposite(entry, named) ? "" : "but its postings are not the opposite";
          case POST -> post(entry, named, day);
          case EXPIRY ->
              isOver(named, day) ? "" : "whose last day " + named.lastDay() + " is not over";
          case ENTRY, PENDING, VOID -> "";
        };
    return why.isEmpty() ? "" : Errors.refused(entry, why);
  }

  private static boolean isOpposite(JournalEntry entry, JournalEntry named) {
    return named.postings().stream().map(Posting::reversed).toList().equals(entry.postings());
  }

  private static boolean isOver(JournalEntry pending, LocalDate day) {
    LocalDate last = pending.lastDay();
    return last != null && day.isAfter(last);
  }

  private static String post(JournalEntry entry, JournalEntry pending, LocalDate day) {
    if (isOver(pending, day)) {
      return "whose last day " + pending.lastDay() + " is over on " + day;
    }
    return isPart(entry.postings(), pending.postings())
        ? ""
        : "but its postings are not these, each of as much or less";
  }

  private static boolean isPart(List<Posting> part, List<Posting> whole) {
    if (part.size() != whole.size()) {
      return false;
    }
    for (int i = 0; i < part.size(); i++) {
      Posting one = part.get(i);
      Posting all = whole.get(i);
      boolean fits =
          one instanceof Debit == all instanceof Debit
              && one.account().equals(all.account())
              && one.amount().currency().equals(all.amount().currency())
              && one.amount().minorUnits() <= all.amount().minorUnits();
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
