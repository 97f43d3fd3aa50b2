package org.estover.tokenize.order;

import java.io.IOException;

/**
 * A derived order or step roots whose file is not as it was written; the message names the line.
 */
public final class CorruptOrderException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptOrderException(String message) {
    super(message);
  }
}
