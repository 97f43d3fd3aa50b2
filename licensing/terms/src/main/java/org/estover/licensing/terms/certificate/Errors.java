package org.estover.licensing.terms.certificate;

import java.time.LocalDate;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badTerm(LocalDate from, LocalDate until, LocalDate longest) {
    return new IllegalArgumentException(
        "a certificate from "
            + from
            + " to "
            + until
            + ": expected a last day from "
            + from
            + " to "
            + longest
            + ", as it is looked at anew after a year");
  }

  static IllegalArgumentException badNumber(long number) {
    return new IllegalArgumentException(
        "number " + number + " of a certificate: they are counted from 1");
  }

  static IllegalArgumentException unknownPayments(String word) {
    return new IllegalArgumentException(
        "\"" + word + "\" is no state of payments: expected nothing-stated, paid-up or open");
  }

  static IllegalArgumentException otherVersion(String found) {
    return new IllegalArgumentException(
        "version " + found + ": expected " + Certificate.VERSION + ", by which this reads");
  }
}
