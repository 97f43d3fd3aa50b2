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

  static IllegalArgumentException badDate(String id, LocalDate date) {
    return new IllegalArgumentException(
        "journal entry " + id + ": effective date " + date + " is outside the years 1900 to 9999");
  }

  static IllegalArgumentException tooFewPostings(String id, int count) {
    return new IllegalArgumentException(
        "journal entry " + id + ": " + count + " postings; double entry needs at least two");
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
