package org.estover.crawl.read.git;

import java.io.IOException;

/** Says that a repository, or an object in it, cannot be read. */
final class GitDamageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Damage.
   *
   * @param reason a stable class in kebab case, for the aside
   */
  GitDamageException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
