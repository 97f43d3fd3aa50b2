package org.estover.ledger.book;

import java.math.BigInteger;
import java.time.LocalDate;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException unknownCurrency(String currency) {
    return new IllegalArgumentException(
        "\"" + currency + "\" is not a currency: expected an ISO 4217 code such as USD");
  }

  static IllegalArgumentException mixedCurrencies(Money one, Money other) {
    return new IllegalArgumentException(
        one + " and " + other + " are of two currencies: convert one of them first");
  }

  static IllegalArgumentException notAnAmount(String amount, String currency, int digits) {
    return new IllegalArgumentException(
        "\""
            + amount
            + "\" is not an amount of "
            + currency
            + " with at most "
            + digits
            + " decimals that fits 64 bits");
  }

  static IllegalArgumentException badAccount(String name) {
    return new IllegalArgumentException(
        "\""
            + name
            + "\" is not an account: expected ROOT:part[:part...] with ROOT one of "
            + Account.ROOTS
            + " and parts of a-z, 0-9, - and _");
  }

  static void requirePositive(Account account, Money amount) {
    if (amount.minorUnits() <= 0) {
      throw new IllegalArgumentException(
          account
              + ": "
              + amount
              + " cannot be posted; amounts are above zero, and the side says"
              + " which way");
    }
  }

  static IllegalArgumentException badEntryId(String id) {
    return new IllegalArgumentException(
        "\"" + id + "\" is not a journal entry id: expected 1 to 120 of a-z, 0-9, _, ., / and -");
  }

  static IllegalArgumentException badDate(String id, String what, LocalDate date) {
    return new IllegalArgumentException(
        "journal entry " + id + ": " + what + " " + date + " is outside the years 1900 to 9999");
  }

  static IllegalArgumentException hasTarget(String id, EntryKind kind, String target) {
    return new IllegalArgumentException(
        "journal entry " + id + ": of kind " + kind.word() + ", and yet it names " + target);
  }

  static IllegalArgumentException lastDay(String id, EntryKind kind) {
    return new IllegalArgumentException(
        "journal entry "
            + id
            + ": of kind "
            + kind.word()
            + "; a last day is what each pending entry has, and no other");
  }

  static IllegalArgumentException numberOfPostings(String id, EntryKind kind, int count) {
    return new IllegalArgumentException(
        "journal entry "
            + id
            + ": "
            + count
            + (kind.isBare()
                ? " postings; what is voided or expires moves nothing"
                : " postings; double entry needs at least two"));
  }

  static IllegalArgumentException unbalanced(String id, String currency, BigInteger off) {
    return new IllegalArgumentException(
        "journal entry "
            + id
            + ": "
            + currency
            + " does not balance; debits exceed credits by "
            + off
            + " minor units");
  }

  static String pendingTooLate(String id, LocalDate lastDay, LocalDate day) {
    return "journal entry " + id + ": its last day " + lastDay + " is over on " + day;
  }

  static String tooManyEntries(String id, int most) {
    return "journal entry "
        + id
        + ": one fact carries at most "
        + most
        + " journal entries: spread them over several facts";
  }

  /** Why an entry that names another cannot follow. */
  static String refused(JournalEntry entry, String why) {
    return "journal entry "
        + entry.id()
        + ": it is the "
        + entry.kind().word()
        + " of "
        + entry.target()
        + ", "
        + why;
  }

  static String doesNotFit(String id, Posting posting, BigInteger side) {
    String currency = posting.amount().currency();
    return "journal entry "
        + id
        + ": with it, "
        + Money.text(side, currency)
        + (posting instanceof Debit ? " would be debited" : " would be credited")
        + " to "
        + posting.account()
        + " in all, and an account holds at most "
        + Money.of(Long.MAX_VALUE, currency)
        + " on a side: correct the amount, or use another account";
  }

  static IllegalArgumentException badPeriod(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not a period: expected a month such as 2026-10");
  }

  static IllegalArgumentException badWeights(String why) {
    return new IllegalArgumentException("cannot split: " + why);
  }
}
