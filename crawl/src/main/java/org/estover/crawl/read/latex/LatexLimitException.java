package org.estover.crawl.read.latex;

import java.io.IOException;

/** Says that a source asks for more work than any paper does; what it would have said is lost. */
final class LatexLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A limit that was met.
   *
   * @param reason a stable class in kebab case, for the aside
   */
  LatexLimitException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
