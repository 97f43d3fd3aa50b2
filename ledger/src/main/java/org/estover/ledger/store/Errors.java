package org.estover.ledger.store;

import java.io.IOException;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  /** Only the innermost message is shown: outer ones may repeat the URL with its password. */
  static IOException database(IndexAddress address, RuntimeException cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return new IOException(
        address
            + ": "
            + reason
            + "; log and vault are not touched, and the index can be dropped and"
            + " rebuilt from them with \"estover ledger rebuild\"",
        cause);
  }

  static IOException brokenRule(IndexAddress address, long logIndex, String rule) {
    return new IOException(
        address
            + ": log entry "
            + logIndex
            + " breaks a rule of the books: "
            + rule
            + "; log and vault are not touched: see what \"estover ledger verify\" finds in them");
  }
}
