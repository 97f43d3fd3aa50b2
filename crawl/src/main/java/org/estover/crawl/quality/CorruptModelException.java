package org.estover.crawl.quality;

import java.io.IOException;

/** A model's file that cannot be read; the message names the file, the place and the cure. */
public final class CorruptModelException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptModelException(String message) {
    super(message);
  }
}
