package org.estover.tokenize.bpe;

import java.io.IOException;

/** A tokenizer file that is damaged or asks for something we don't do; the message names it. */
public final class UnsupportedTokenizerException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsupportedTokenizerException(String message) {
    super(message);
  }
}
