package org.estover.tokenize.shard.npy;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no {@code .npy} file, or one that we cannot read; the message names the cure. */
public final class CorruptNpyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  CorruptNpyException(Path file, long offset, String expected, String found, String cure) {
    super(file + ":" + offset + ": expected " + expected + ", found " + found + "; " + cure);
    this.file = file.toString();
    this.offset = offset;
  }

  /** The file, as it was opened. */
  public String file() {
    return file;
  }

  /** The byte offset of what is wrong. */
  public long offset() {
    return offset;
  }
}
