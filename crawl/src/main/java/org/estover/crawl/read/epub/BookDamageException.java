package org.estover.crawl.read.epub;

import java.io.IOException;

/** Says that a book, or a file in it, cannot be read. */
final class BookDamageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Damage.
   *
   * @param reason a stable class in kebab case, for the aside
   */
  BookDamageException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
