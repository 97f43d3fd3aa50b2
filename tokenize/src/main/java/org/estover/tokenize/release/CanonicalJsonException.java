package org.estover.tokenize.release;

import java.io.IOException;

/** Bytes that are no canonical JSON; names the first wrong byte. */
public final class CanonicalJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  CanonicalJsonException(long offset, String problem) {
    super("byte " + offset + ": " + problem);
    this.offset = offset;
  }

  /** The offset of the first wrong byte. */
  public long offset() {
    return offset;
  }
}
