package org.estover.jobs.run;

/** A number of bytes as people write it, in plans and on the command line: {@code 64MiB}. */
public final class ByteSize {
  private ByteSize() {}

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException for anything but a number above 0 and a unit from B to TiB
   */
  public static long parse(String text) {
    if (ValueKind.SIZE.allows(text)) {
      long bytes = Long.parseLong(ValueKind.SIZE.normal(text));
      if (bytes > 0) {
        return bytes;
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no size: expected " + ValueKind.SIZE.expected());
  }
}
