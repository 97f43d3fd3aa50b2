package org.estover.crawl.fetch.engine;

import java.io.IOException;

/** A request that brought no answer. */
final class FetchFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final String outcome;
  private final String address;

  FetchFailure(String outcome, String message) {
    this(outcome, message, "");
  }

  private FetchFailure(String outcome, String message, String address) {
    super(message);
    this.outcome = outcome;
    this.address = address;
  }

  /** The same failure of a request that was connected to an address. */
  FetchFailure of(String connected) {
    return new FetchFailure(outcome, String.valueOf(getMessage()), connected);
  }

  /** The numeric address that was connected to, or "" if none was. */
  String address() {
    return address;
  }

  /** The outcome class, e.g. {@code timeout}. */
  String outcome() {
    return outcome;
  }
}
