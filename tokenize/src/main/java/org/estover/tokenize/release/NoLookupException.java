package org.estover.tokenize.release;

import java.io.IOException;

/** A release has no files to look something up in; the message says which and the cure. */
public final class NoLookupException extends IOException {
  private static final long serialVersionUID = 1L;

  NoLookupException(String message) {
    super(message);
  }
}
