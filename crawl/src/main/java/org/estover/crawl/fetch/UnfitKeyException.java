package org.estover.crawl.fetch;

import java.io.IOException;

/** A file that was named as a crawler's key and cannot be used as one; the message has the cure. */
public final class UnfitKeyException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfitKeyException(String message) {
    super(message);
  }
}
