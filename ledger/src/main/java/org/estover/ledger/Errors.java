package org.estover.ledger;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badKey(String key) {
    return new IllegalArgumentException(
        "idempotency key \"" + key + "\": expected 1 to 200 printable ASCII characters, no spaces");
  }
}
