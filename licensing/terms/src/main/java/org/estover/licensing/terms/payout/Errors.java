package org.estover.licensing.terms.payout;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badIban(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no IBAN: its length or check digits are wrong; copy it again");
  }

  static IllegalArgumentException badAccount(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is no bank account: expected an IBAN, or \"other:\" and at most 34 of A-Z, a-z,"
            + " 0-9 and -/.");
  }
}
