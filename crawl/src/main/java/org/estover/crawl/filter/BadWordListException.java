package org.estover.crawl.filter;

import java.io.IOException;

/** A list of words that cannot be used; the message names the file, the line and the cure. */
public final class BadWordListException extends IOException {
  private static final long serialVersionUID = 1L;

  BadWordListException(String message) {
    super(message);
  }
}
