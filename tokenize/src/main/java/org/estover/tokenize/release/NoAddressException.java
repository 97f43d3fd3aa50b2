package org.estover.tokenize.release;

import java.io.IOException;

/** A name that begins as an address of a release and is none; the message shows how one looks. */
public final class NoAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  NoAddressException(String message) {
    super(message);
  }
}
