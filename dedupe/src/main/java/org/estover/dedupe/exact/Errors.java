package org.estover.dedupe.exact;

import java.io.IOException;
import java.nio.file.Path;

/** What goes wrong with files of this package, in words. */
final class Errors {
  private static final String CURE = "; delete it and deduplicate again, which makes it anew";

  private Errors() {}

  static IOException noFilter(Path file) {
    return new IOException(
        file + ": expected a paragraph filter, which starts with ESTBLOOM, and found other bytes");
  }

  static IOException otherVersion(Path file, int found, int expected) {
    return new IOException(
        file
            + (": format version " + Integer.toUnsignedString(found))
            + (", and this program reads version " + expected)
            + "; use the program that wrote it, or delete it and deduplicate again");
  }

  static IOException cutShort(Path file, long found, long expected) {
    return new IOException(
        file + ": " + found + " bytes, expected " + expected + ": the file is damaged" + CURE);
  }

  static IOException damaged(Path file, String found) {
    return new IOException(file + ": the file is damaged: " + found + CURE);
  }

  static IOException readOtherwise(Path file) {
    return new IOException(
        file
            + ": what was read after writing is not what was written; check the disk and try again");
  }
}
