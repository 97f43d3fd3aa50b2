package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;

/**
 * Bytes that are read at positions: a file on a disk, or one that a server hands out in ranges.
 *
 * <p>Thread-safe; reads share no position.
 */
public interface ByteSource extends Closeable {
  /** What messages call it: a path or an address. */
  String name();

  /** All bytes there are. */
  long size();

  /**
   * Reads bytes [at, at + length).
   *
   * @throws CorruptReleaseException if it ends before
   */
  byte[] read(long at, int length) throws IOException;
}
