package org.estover.ledger.book;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The books in memory: journal entries folded in recording order.
 *
 * <p>Holds the laws between entries: an id is used once; a reversal names an earlier entry, undoes
 * it posting by posting, and does so at most once; and what was ever debited to an account in a
 * currency fits 64 bits, as does what was ever credited. So does every balance then, as of any day.
 * Memory grows with the number of journal entries. Not thread-safe.
 */
public final class Journal {

  private final Map<String, JournalEntry> entries = new HashMap<>();
  private final Set<String> reversed = new HashSet<>();
  private final Map<Account, Map<String, Turnover>> turnovers = new HashMap<>();

  /** What was debited and credited in all; both fit, which every posting is held to. */
  private static final class Turnover {
    private long debits;
    private long credits;

    /** Adds a posting, unless its side would not fit any more. */
    private boolean takes(Posting posting) {
      long units = posting.amount().minorUnits();
      long side = posting instanceof Debit ? debits : credits;
      if (side > Long.MAX_VALUE - units) {
        return false;
      }
      add(posting, units);
      return true;
    }

    private void takeBack(Posting posting) {
      add(posting, -posting.amount().minorUnits());
    }

    private void add(Posting posting, long units) {
      if (posting instanceof Debit) {
        debits += units;
      } else {
        credits += units;
      }
    }

    private BigInteger sideWith(Posting posting) {
      long side = posting instanceof Debit ? debits : credits;
      return BigInteger.valueOf(side).add(BigInteger.valueOf(posting.amount().minorUnits()));
    }

    /** Amounts are above zero, so that this tells an account that nothing was ever posted to. */
    private boolean isUnused() {
      return debits == 0 && credits == 0;
    }

    private long netDebit() {
      return debits - credits;
    }
  }

  /** Why an entry cannot follow those added so far; empty when it can. */
  public Optional<String> refusal(JournalEntry entry) {
    Optional<String> refusal = orderRefusal(entry).or(() -> post(entry));
    if (refusal.isEmpty()) {
      entry.postings().forEach(this::takeBack);
    }
    return refusal;
  }

  /** Why an entry cannot stand behind those added so far, whatever its amounts. */
  private Optional<String> orderRefusal(JournalEntry entry) {
    return entries.containsKey(entry.id())
        ? Optional.of("journal entry " + entry.id() + ": the id is taken")
        : reversalRefusal(entry);
  }

  private Optional<String> reversalRefusal(JournalEntry entry) {
    if (entry.reverses().isEmpty()) {
      return Optional.empty();
    }
    JournalEntry target = entries.get(entry.reverses());
    if (target == null) {
      return refused(entry, "which is not in the books");
    }
    if (reversed.contains(target.id())) {
      return refused(entry, "which is reversed already");
    }
    List<Posting> undone = target.postings().stream().map(Posting::reversed).toList();
    return undone.equals(entry.postings())
        ? Optional.empty()
        : refused(entry, "but its postings are not the opposite ones");
  }

  /** Adds all postings of an entry, or none and says which of them does not fit its account. */
  private Optional<String> post(JournalEntry entry) {
    List<Posting> postings = entry.postings();
    for (int i = 0; i < postings.size(); i++) {
      Posting posting = postings.get(i);
      Turnover turnover = turnover(posting);
      if (!turnover.takes(posting)) {
        BigInteger side = turnover.sideWith(posting);
        postings.subList(0, i).forEach(this::takeBack);
        return Optional.of(Errors.doesNotFit(entry.id(), posting, side));
      }
    }
    return Optional.empty();
  }

  /** Leaves an account that nothing else was posted to as if it had never been named. */
  private void takeBack(Posting posting) {
    Turnover turnover = turnover(posting);
    turnover.takeBack(posting);
    if (turnover.isUnused()) {
      ofAccount(posting).remove(posting.amount().currency());
    }
  }

  private Turnover turnover(Posting posting) {
    return ofAccount(posting)
        .computeIfAbsent(posting.amount().currency(), currency -> new Turnover());
  }

  private Map<String, Turnover> ofAccount(Posting posting) {
    return turnovers.computeIfAbsent(posting.account(), account -> new TreeMap<>());
  }

  /** Adds an entry that {@link #refusal} has nothing against. */
  public void add(JournalEntry entry) {
    addUnlessRefused(entry)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
  }

  /** Adds an entry that can follow those added so far, and otherwise says why it cannot. */
  public Optional<String> addUnlessRefused(JournalEntry entry) {
    Optional<String> refusal = orderRefusal(entry).or(() -> post(entry));
    if (refusal.isEmpty()) {
      entries.put(entry.id(), entry);
      if (!entry.reverses().isEmpty()) {
        reversed.add(entry.reverses());
      }
    }
    return refusal;
  }

  /**
   * Takes the entry that was added last out again, as if it had never been added; before that of
   * the one that was added before it, and so on.
   */
  public void undo(JournalEntry entry) {
    if (!entry.equals(entries.get(entry.id()))) {
      throw new IllegalArgumentException("journal entry " + entry.id() + " is not in the books");
    }
    entries.remove(entry.id());
    if (!entry.reverses().isEmpty()) {
      reversed.remove(entry.reverses());
    }
    entry.postings().forEach(this::takeBack);
  }

  /** What stands on an account in a currency, debits above zero. */
  public Money balance(Account account, String currency) {
    Turnover turnover = turnovers.getOrDefault(account, Map.of()).get(currency);
    return Money.of(turnover == null ? 0 : turnover.netDebit(), currency);
  }

  /** What stands on each account, by account and currency; accounts back at zero included. */
  public List<Balance> balances() {
    return new TreeMap<>(turnovers)
        .entrySet().stream()
            .flatMap(
                account ->
                    account.getValue().entrySet().stream()
                        .map(
                            net ->
                                new Balance(
                                    account.getKey(),
                                    new Money(net.getValue().netDebit(), net.getKey()))))
            .toList();
  }

  private static Optional<String> refused(JournalEntry entry, String why) {
    return Optional.of(
        "journal entry " + entry.id() + ": it reverses " + entry.reverses() + ", " + why);
  }
}
