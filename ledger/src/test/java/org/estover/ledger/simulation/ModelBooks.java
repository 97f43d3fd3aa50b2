package org.estover.ledger.simulation;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Posting;

/** The books as a plain list of journal entries, searched from end to end. */
final class ModelBooks {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private final List<JournalEntry> entries = new ArrayList<>();

  List<JournalEntry> entries() {
    return entries;
  }

  /**
   * Adds an entry and returns an empty text, or returns a part of what it must be refused with.
   *
   * @param day when it is recorded
   */
  String add(JournalEntry entry, LocalDate day) {
    for (JournalEntry earlier : entries) {
      if (earlier.id().equals(entry.id())) {
        return "the id is taken";
      }
    }
    LocalDate last = entry.lastDay();
    if (last != null && last.isBefore(day)) {
      return "is over on";
    }
    String refusal = entry.target().isEmpty() ? "" : targetRefusal(entry, day);
    if (refusal.isEmpty()) {
      refusal = overflows(entry) ? "an account holds at most" : "";
    }
    if (refusal.isEmpty()) {
      entries.add(entry);
    }
    return refusal;
  }

  /** Forgets all entries but the first ones. */
  void cutTo(int size) {
    entries.subList(size, entries.size()).clear();
  }

  private String targetRefusal(JournalEntry entry, LocalDate day) {
    JournalEntry target = null;
    boolean ended = false;
    for (JournalEntry earlier : entries) {
      target = earlier.id().equals(entry.target()) ? earlier : target;
      ended |= earlier.target().equals(entry.target());
    }
    if (target == null) {
      return "which is not in the books";
    }
    boolean reversal = entry.kind() == EntryKind.REVERSAL;
    boolean pending = target.kind() == EntryKind.PENDING;
    boolean moves = target.postings().size() > 0 && !pending;
    if (reversal ? !moves : !pending) {
      return "which is of kind";
    }
    if (ended) {
      return reversal ? "which is reversed already" : "which was posted, voided or expired already";
    }
    LocalDate last = target.lastDay();
    boolean over = last != null && last.isBefore(day);
    return switch (entry.kind()) {
      case REVERSAL ->
          opposite(target.postings(), entry.postings())
              ? ""
              : "but its postings are not the opposite";
      case POST ->
          over
              ? "is over on"
              : part(entry.postings(), target.postings()) ? "" : "each of as much or less";
      case EXPIRY -> over ? "" : "is not over";
      case ENTRY, PENDING, VOID -> "";
    };
  }

  private static boolean part(List<Posting> some, List<Posting> whole) {
    boolean part = some.size() == whole.size();
    for (int i = 0; part && i < some.size(); i++) {
      Posting one = some.get(i);
      Posting all = whole.get(i);
      part =
          one.account().equals(all.account())
              && one.amount().currency().equals(all.amount().currency())
              && one.amount().minorUnits() <= all.amount().minorUnits()
              && one instanceof Debit == all instanceof Debit;
    }
    return part;
  }

  private static boolean opposite(List<Posting> some, List<Posting> others) {
    boolean opposite = some.size() == others.size();
    for (int i = 0; opposite && i < some.size(); i++) {
      Posting one = some.get(i);
      Posting other = others.get(i);
      opposite =
          one.account().equals(other.account())
              && one.amount().equals(other.amount())
              && one instanceof Debit != other instanceof Debit;
    }
    return opposite;
  }

  /** Whether what counts now and this entry are more than a side of an account holds. */
  private boolean overflows(JournalEntry last) {
    boolean pending = last.kind() == EntryKind.PENDING;
    Map<String, BigInteger> sides = new TreeMap<>();
    for (JournalEntry entry : entries) {
      if (counts(entry, pending)) {
        entry
            .postings()
            .forEach(posting -> sides.merge(side(posting), units(posting), BigInteger::add));
      }
    }
    for (Posting posting : last.postings()) {
      if (sides.merge(side(posting), units(posting), BigInteger::add).compareTo(MOST) > 0) {
        return true;
      }
    }
    return false;
  }

  private static String side(Posting posting) {
    return (posting instanceof Debit ? "debit " : "credit ") + place(posting);
  }

  private static String place(Posting posting) {
    return posting.account().name() + " " + posting.amount().currency();
  }

  private static BigInteger units(Posting posting) {
    return BigInteger.valueOf(posting.amount().minorUnits());
  }

  /** Whether an entry counts in the pending balances, or in the others. */
  private boolean counts(JournalEntry entry, boolean pending) {
    if (entry.kind() != EntryKind.PENDING) {
      return !pending;
    }
    return pending && entries.stream().noneMatch(later -> later.target().equals(entry.id()));
  }

  /** Debits less credits by account and currency, of all that counts. */
  Map<String, BigInteger> balances(boolean pending) {
    Map<String, BigInteger> balances = new TreeMap<>();
    for (JournalEntry entry : entries) {
      if (counts(entry, pending)) {
        for (Posting posting : entry.postings()) {
          BigInteger net = units(posting);
          balances.merge(
              (pending ? "pending " : "") + place(posting),
              posting instanceof Debit ? net : net.negate(),
              BigInteger::add);
        }
      }
    }
    return balances;
  }
}
