package org.estover.tokenize.reconstruct;

import java.io.IOException;

/** A study that cannot be done as it was asked for; the message names what, where and the cure. */
public final class StudyException extends IOException {
  private static final long serialVersionUID = 1L;

  StudyException(String message) {
    super(message);
  }
}
