package org.estover.tokenize.reconstruct;

import java.io.IOException;

/** A tokenizer other than the one that made the release's tokens. */
public final class WrongTokenizerException extends IOException {
  private static final long serialVersionUID = 1L;

  WrongTokenizerException(String message) {
    super(message);
  }
}
