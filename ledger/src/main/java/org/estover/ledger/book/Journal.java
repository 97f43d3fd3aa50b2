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
 * <p>Holds the laws between entries: an id is used once, and a reversal names an earlier entry,
 * undoes it posting by posting, and does so at most once. Memory grows with the number of journal
 * entries. Not thread-safe.
 */
public final class Journal {

  private final Map<String, JournalEntry> entries = new HashMap<>();
  private final Set<String> reversed = new HashSet<>();
  private final Map<Account, Map<String, BigInteger>> netDebits = new TreeMap<>();

  /** Why an entry cannot follow those added so far; empty when it can. */
  public Optional<String> refusal(JournalEntry entry) {
    if (entries.containsKey(entry.id())) {
      return Optional.of("journal entry " + entry.id() + ": the id is taken");
    }
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

  /** Adds an entry that {@link #refusal} has nothing against. */
  public void add(JournalEntry entry) {
    refusal(entry)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    entries.put(entry.id(), entry);
    if (!entry.reverses().isEmpty()) {
      reversed.add(entry.reverses());
    }
    for (Posting posting : entry.postings()) {
      netDebits
          .computeIfAbsent(posting.account(), account -> new TreeMap<>())
          .merge(
              posting.amount().currency(),
              BigInteger.valueOf(posting.netDebitMinorUnits()),
              BigInteger::add);
    }
  }

  /** What stands on each account, by account and currency; accounts back at zero included. */
  public List<Balance> balances() {
    return netDebits.entrySet().stream()
        .flatMap(
            account ->
                account.getValue().entrySet().stream()
                    .map(
                        net ->
                            new Balance(
                                account.getKey(),
                                new Money(net.getValue().longValueExact(), net.getKey()))))
        .toList();
  }

  private static Optional<String> refused(JournalEntry entry, String why) {
    return Optional.of(
        "journal entry " + entry.id() + ": it reverses " + entry.reverses() + ", " + why);
  }
}
