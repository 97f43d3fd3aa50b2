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
}
