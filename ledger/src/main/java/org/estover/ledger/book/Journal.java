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

  /** What was debited and credited in all. */
  private record Turnover(BigInteger debits, BigInteger credits) {
    static final Turnover NONE = new Turnover(BigInteger.ZERO, BigInteger.ZERO);

    static Turnover of(Posting posting) {
      BigInteger amount = BigInteger.valueOf(posting.amount().minorUnits());
      return posting instanceof Debit
          ? new Turnover(amount, BigInteger.ZERO)
          : new Turnover(BigInteger.ZERO, amount);
    }

    Turnover plus(Turnover other) {
      return new Turnover(debits.add(other.debits), credits.add(other.credits));
    }

    Turnover minus(Turnover other) {
      return new Turnover(debits.subtract(other.debits), credits.subtract(other.credits));
    }

    boolean isNone() {
      return debits.signum() == 0 && credits.signum() == 0;
    }

    BigInteger netDebit() {
      return debits.subtract(credits);
    }
  }

  /** Why an entry cannot follow those added so far; empty when it can. */
  public Optional<String> refusal(JournalEntry entry) {
    if (entries.containsKey(entry.id())) {
      return Optional.of("journal entry " + entry.id() + ": the id is taken");
    }
    Optional<String> reversal = reversalRefusal(entry);
    return reversal.isPresent() ? reversal : sizeRefusal(entry);
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

  private Optional<String> sizeRefusal(JournalEntry entry) {
    Map<Account, Map<String, Turnover>> added = new HashMap<>();
    for (Posting posting : entry.postings()) {
      Account account = posting.account();
      String currency = posting.amount().currency();
      fold(added, posting);
      Turnover then = in(turnovers, account, currency).plus(in(added, account, currency));
      BigInteger side = posting instanceof Debit ? then.debits() : then.credits();
      if (side.bitLength() >= Long.SIZE) {
        return Optional.of(Errors.doesNotFit(entry.id(), posting, side));
      }
    }
    return Optional.empty();
  }

  private static void fold(Map<Account, Map<String, Turnover>> turnovers, Posting posting) {
    turnovers
        .computeIfAbsent(posting.account(), account -> new TreeMap<>())
        .merge(posting.amount().currency(), Turnover.of(posting), Turnover::plus);
  }

  private static Turnover in(
      Map<Account, Map<String, Turnover>> turnovers, Account account, String currency) {
    return turnovers.getOrDefault(account, Map.of()).getOrDefault(currency, Turnover.NONE);
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
    Optional<String> refusal = refusal(entry);
    if (refusal.isPresent()) {
      return refusal;
    }
    entries.put(entry.id(), entry);
    if (!entry.reverses().isEmpty()) {
      reversed.add(entry.reverses());
    }
    entry.postings().forEach(posting -> fold(turnovers, posting));
    return Optional.empty();
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
    for (Posting posting : entry.postings()) {
      Map<String, Turnover> turnover = turnovers.getOrDefault(posting.account(), new TreeMap<>());
      String currency = posting.amount().currency();
      Turnover left = in(turnovers, posting.account(), currency).minus(Turnover.of(posting));
      if (left.isNone()) {
        turnover.remove(currency);
      } else {
        turnover.put(currency, left);
      }
      if (turnover.isEmpty()) {
        turnovers.remove(posting.account());
      }
    }
  }

  /** What stands on an account in a currency, debits above zero. */
  public Money balance(Account account, String currency) {
    return new Money(in(turnovers, account, currency).netDebit().longValueExact(), currency);
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
                                    new Money(
                                        net.getValue().netDebit().longValueExact(), net.getKey()))))
            .toList();
  }

  private static Optional<String> refused(JournalEntry entry, String why) {
    return Optional.of(
        "journal entry " + entry.id() + ": it reverses " + entry.reverses() + ", " + why);
  }
}
