package org.estover.crawl.fetch.engine;

import java.io.IOException;

/** A request that brought no answer. */
final class FetchFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final String outcome;

  FetchFailure(String outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  /** The outcome class, e.g. {@code timeout}. */
  String outcome() {
    return outcome;
  }
}
