package org.estover.ledger.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Posting;

/** The books as a plain list of journal entries, searched from end to end. */
final class ModelBooks {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private final List<JournalEntry> entries = new ArrayList<>();

  List<JournalEntry> entries() {
    return entries;
  }

  /** Adds an entry and returns an empty text, or returns a part of what it must be refused with. */
  String add(JournalEntry entry) {
    for (JournalEntry earlier : entries) {
      if (earlier.id().equals(entry.id())) {
        return "the id is taken";
      }
    }
    String refusal = entry.reverses().isEmpty() ? "" : reversalRefusal(entry);
    if (refusal.isEmpty()) {
      entries.add(entry);
      if (overflows(entry)) {
        entries.remove(entries.size() - 1);
        refusal = "an account holds at most";
      }
    }
    return refusal;
  }

  /** Forgets all entries but the first ones. */
  void cutTo(int size) {
    entries.subList(size, entries.size()).clear();
  }

  private String reversalRefusal(JournalEntry entry) {
    JournalEntry target = null;
    boolean undone = false;
    for (JournalEntry earlier : entries) {
      target = earlier.id().equals(entry.reverses()) ? earlier : target;
      undone |= earlier.reverses().equals(entry.reverses());
    }
    if (target == null) {
      return "which is not in the books";
    }
    if (undone) {
      return "which is reversed already";
    }
    return opposite(target.postings(), entry.postings())
        ? ""
        : "but its postings are not the opposite ones";
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

  private boolean overflows(JournalEntry last) {
    for (Posting posting : last.postings()) {
      if (side(posting).compareTo(MOST) > 0) {
        return true;
      }
    }
    return false;
  }

  private BigInteger side(Posting of) {
    BigInteger side = BigInteger.ZERO;
    for (JournalEntry entry : entries) {
      for (Posting posting : entry.postings()) {
        if (posting.account().equals(of.account())
            && posting.amount().currency().equals(of.amount().currency())
            && posting instanceof Debit == of instanceof Debit) {
          side = side.add(BigInteger.valueOf(posting.amount().minorUnits()));
        }
      }
    }
    return side;
  }

  /** Debits less credits by account and currency; of all that was ever posted to. */
  Map<String, BigInteger> balances() {
    TreeMap<String, BigInteger> balances = new TreeMap<>();
    for (JournalEntry entry : entries) {
      for (Posting posting : entry.postings()) {
        BigInteger units = BigInteger.valueOf(posting.amount().minorUnits());
        balances.merge(
            posting.account().name() + " " + posting.amount().currency(),
            posting instanceof Debit ? units : units.negate(),
            BigInteger::add);
      }
    }
    return balances;
  }
}
