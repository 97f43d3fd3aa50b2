package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.file.Path;

/** A shard's file that does not hold what its format demands; the message names place and cure. */
public final class CorruptShardException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  CorruptShardException(Path file, long offset, String expected, String found, String cure) {
    super(file + ":" + offset + ": expected " + expected + ", found " + found + "; " + cure);
    this.file = file.toString();
    this.offset = offset;
  }

  /** The damaged file, as it was opened. */
  public String file() {
    return file;
  }

  /** The byte offset of the damage in the file. */
  public long offset() {
    return offset;
  }
}
