package org.estover.ledger.book;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded journal entries that could follow some, or nearly so. */
public final class RandomEntries {
  public static final List<String> CURRENCIES = List.of("EUR", "JPY");

  private static final List<String> ACCOUNTS =
      List.of("assets:bank", "income:share", "liabilities:h", "liabilities:h:1");

  private RandomEntries() {}

  /**
   * A proposal: of any kind, mostly right, else wrong in its id, target, postings or day.
   *
   * @param taken what it follows
   * @param day the day of the log entry that will carry it
   */
  public static JournalEntry next(
      SplittableRandom random, List<JournalEntry> taken, LocalDate day) {
    String id = "e" + (random.nextInt(12) == 0 ? random.nextInt(9) : taken.size() + 100);
    LocalDate effective = day.minusDays(random.nextInt(90));
    JournalEntry target =
        taken.isEmpty() || random.nextInt(12) == 0
            ? JournalEntry.pending("nowhere", day, day, postings(random))
            : taken.get(random.nextInt(taken.size()));
    if (random.nextInt(3) > 0 && target.kind() != EntryKind.PENDING) {
      // Else the pending ones would hardly be hit.
      target =
          taken.stream()
              .filter(entry -> entry.kind() == EntryKind.PENDING)
              .skip(random.nextInt(3))
              .findFirst()
              .orElse(target);
    }
    return switch (random.nextInt(7)) {
      case 0, 1 -> JournalEntry.of(id, effective, postings(random));
      case 2 ->
          JournalEntry.pending(
              id, effective, day.plusDays(random.nextInt(-1, 6)), postings(random));
      case 3 ->
          target.postings().isEmpty() || random.nextInt(6) == 0
              ? naming(id, effective, EntryKind.REVERSAL, target, postings(random))
              : target.reversal(id, effective);
      case 4 -> naming(id, effective, EntryKind.POST, target, part(random, target));
      case 5 -> naming(id, effective, EntryKind.VOID, target, List.of());
      default -> naming(id, effective, EntryKind.EXPIRY, target, List.of());
    };
  }

  private static JournalEntry naming(
      String id, LocalDate day, EntryKind kind, JournalEntry target, List<Posting> postings) {
    return new JournalEntry(id, day, kind, target.id(), null, postings);
  }

  /** All postings of an entry of two, each of as much or less, or now and then of more. */
  private static List<Posting> part(SplittableRandom random, JournalEntry target) {
    if (target.postings().size() != 2 || random.nextInt(8) == 0) {
      return postings(random);
    }
    Money whole = target.postings().get(0).amount();
    Money part =
        Money.of(
            random.nextInt(3) == 0
                ? whole.minorUnits()
                : random.nextLong(1, whole.minorUnits() / 8 * 9 + 2),
            whole.currency());
    List<Posting> postings = new ArrayList<>();
    for (Posting posting : target.postings()) {
      postings.add(
          posting instanceof Debit
              ? new Debit(posting.account(), part)
              : new Credit(posting.account(), part));
    }
    return postings;
  }

  private static List<Posting> postings(SplittableRandom random) {
    long most = random.nextInt(6) == 0 ? Long.MAX_VALUE / 3 : 1000;
    Money amount =
        Money.of(random.nextLong(1, most), CURRENCIES.get(random.nextInt(CURRENCIES.size())));
    return List.of(new Debit(account(random), amount), new Credit(account(random), amount));
  }

  private static Account account(SplittableRandom random) {
    return Account.of(ACCOUNTS.get(random.nextInt(ACCOUNTS.size())));
  }
}
