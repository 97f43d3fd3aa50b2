package org.estover.ledger.book;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Postings that belong together and sum to zero in every currency.
 *
 * <p>A journal entry is never changed: a mistake is undone by its {@link #reversal}, and a late
 * fact is entered later with its earlier effective date. When it was recorded is the index of the
 * log entry that carries it ({@link RecordedEntry}).
 *
 * @param id unique among all journal entries of a ledger, such as {@code stm_81c0/1}
 * @param effective the day the entry counts for
 * @param reverses the id of the entry that this one undoes, or empty
 * @param postings at least two, balanced per currency
 */
public record JournalEntry(
    String id, LocalDate effective, String reverses, List<Posting> postings) {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_./-]{0,119}");

  public JournalEntry {
    postings = List.copyOf(postings);
    requireId(id);
    if (!reverses.isEmpty()) {
      requireId(reverses);
    }
    if (effective.getYear() < 1900 || effective.getYear() > 9999) {
      throw Errors.badDate(id, effective);
    }
    if (postings.size() < 2) {
      throw Errors.tooFewPostings(id, postings.size());
    }
    imbalances(postings)
        .forEach(
            (currency, off) -> {
              throw Errors.unbalanced(id, currency, off);
            });
  }

  /** An entry that reverses nothing. */
  public static JournalEntry of(String id, LocalDate effective, List<Posting> postings) {
    return new JournalEntry(id, effective, "", postings);
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

  /** The entry that undoes this one, posting by posting. */
  public JournalEntry reversal(String reversalId, LocalDate day) {
    return new JournalEntry(reversalId, day, id, postings.stream().map(Posting::reversed).toList());
  }

  private static void requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw Errors.badEntryId(id);
    }
  }
}
