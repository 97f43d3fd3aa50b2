package org.estover.ledger.book;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Postings that belong together and sum to zero in every currency.
 *
 * <p>A journal entry is never changed: a mistake is undone by its {@link #reversal}, and a late
 * fact is entered later with its earlier effective date. When it was recorded is the index of the
 * log entry that carries it ({@link RecordedEntry}).
 *
 * @param id unique among all journal entries of a ledger, such as {@code stm_81c0/1}
 * @param effective the day the entry counts for
 * @param kind what it does to the balances
 * @param target the id of the entry that it reverses, posts, voids or lets expire; else empty
 * @param lastDay the last day on which a pending entry can be posted, by the time of the log entry
 *     that posts it, in UTC; null for entries of other kinds
 * @param postings at least two, balanced per currency; none where it voids or lets expire
 */
public record JournalEntry(
    String id,
    LocalDate effective,
    EntryKind kind,
    String target,
    @Nullable LocalDate lastDay,
    List<Posting> postings) {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_./-]{0,119}");

  public JournalEntry {
    postings = List.copyOf(postings);
    requireId(id);
    if (kind.hasTarget()) {
      requireId(target);
    } else if (!target.isEmpty()) {
      throw Errors.hasTarget(id, kind, target);
    }
    requireDay(id, "effective date", effective);
    if (kind == EntryKind.PENDING && lastDay != null) {
      requireDay(id, "last day", lastDay);
    } else if (kind == EntryKind.PENDING || lastDay != null) {
      throw Errors.lastDay(id, kind);
    }
    if (kind.isBare() ? !postings.isEmpty() : postings.size() < 2) {
      throw Errors.numberOfPostings(id, kind, postings.size());
    }
    imbalances(postings)
        .forEach(
            (currency, off) -> {
              throw Errors.unbalanced(id, currency, off);
            });
  }

  /** An entry that moves its amounts at once. */
  public static JournalEntry of(String id, LocalDate effective, List<Posting> postings) {
    return new JournalEntry(id, effective, EntryKind.ENTRY, "", null, postings);
  }

  /** An entry that sets amounts aside, to be posted on a last day or before. */
  public static JournalEntry pending(
      String id, LocalDate effective, LocalDate lastDay, List<Posting> postings) {
    return new JournalEntry(id, effective, EntryKind.PENDING, "", lastDay, postings);
  }

  /** The entry that undoes this one, posting by posting. */
  public JournalEntry reversal(String reversalId, LocalDate day) {
    return new JournalEntry(
        reversalId,
        day,
        EntryKind.REVERSAL,
        id,
        null,
        postings.stream().map(Posting::reversed).toList());
  }

  /** The entry that posts all of this pending one. */
  public JournalEntry post(String postId, LocalDate day) {
    return post(postId, day, postings);
  }

  /**
   * The entry that posts a part of this pending one.
   *
   * @param part the postings of this entry in their order, each of its amount or less
   */
  public JournalEntry post(String postId, LocalDate day, List<Posting> part) {
    return new JournalEntry(postId, day, EntryKind.POST, id, null, part);
  }

  /** The entry that frees all of this pending one. */
  public JournalEntry voided(String voidId, LocalDate day) {
    return new JournalEntry(voidId, day, EntryKind.VOID, id, null, List.of());
  }

  /** The entry that frees all of this pending one after its last day. */
  public JournalEntry expiry(String expiryId, LocalDate day) {
    return new JournalEntry(expiryId, day, EntryKind.EXPIRY, id, null, List.of());
  }

  /** The postings that count in the balances of accounts: none where the entry is pending. */
  public List<Posting> posted() {
    return kind.isPosted() ? postings : List.of();
  }

  /** Per currency what debits exceed credits by; only currencies that are off appear. */
  public static Map<String, BigInteger> imbalances(List<Posting> postings) {
    Map<String, BigInteger> sums = new TreeMap<>();
    String currency = "";
    long run = 0;
    for (Posting posting : postings) {
      long net = posting.netDebitMinorUnits();
      // Postings of one currency mostly stand together, and their sum fits a long.
      if (!currency.equals(posting.amount().currency()) || overflows(run, net)) {
        add(sums, currency, run);
        currency = posting.amount().currency();
        run = 0;
      }
      run += net;
    }
    add(sums, currency, run);
    sums.values().removeIf(sum -> sum.signum() == 0);
    return sums;
  }

  private static boolean overflows(long one, long other) {
    long sum = one + other;
    return ((one ^ sum) & (other ^ sum)) < 0;
  }

  private static void add(Map<String, BigInteger> sums, String currency, long net) {
    if (net != 0) {
      sums.merge(currency, BigInteger.valueOf(net), BigInteger::add);
    }
  }

  private static void requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw Errors.badEntryId(id);
    }
  }

  private static void requireDay(String id, String what, LocalDate day) {
    if (day.getYear() < 1900 || day.getYear() > 9999) {
      throw Errors.badDate(id, what, day);
    }
  }
}
