package org.estover.tokenize.reconstruct;

import java.io.IOException;

/** A file of a batch chain's values that is damaged, or of another release or another run. */
public final class ChainLogException extends IOException {
  private static final long serialVersionUID = 1L;

  ChainLogException(String message) {
    super(message);
  }
}
