package org.estover.tokenize.shard;

import java.nio.file.Path;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  private static final String CURE =
      "the shard is damaged or incomplete: fetch it again, or rebuild it with \"estover run PLAN\"";

  private Errors() {}

  static CorruptShardException corrupt(Path file, long offset, String expected, String found) {
    return new CorruptShardException(file, offset, expected, found, CURE);
  }

  static CorruptShardException foreignType(Path file, long offset, int code) {
    return new CorruptShardException(
        file,
        offset,
        "token type code 8 (u16) or 4 (i32)",
        String.valueOf(code),
        "write the data set again with 16- or 32-bit tokens");
  }

  static IllegalArgumentException tokenTooWide(int token, TokenWidth width) {
    return new IllegalArgumentException(
        "token " + token + " does not fit " + width + " (0 to " + width.largestToken() + ")");
  }

  static IllegalArgumentException sequenceTooLong(long tokens) {
    return new IllegalArgumentException(
        "sequence of " + tokens + " tokens; the index holds at most " + Integer.MAX_VALUE);
  }

  static IndexOutOfBoundsException outside(String what, long index, long count) {
    return new IndexOutOfBoundsException(what + " " + index + " of " + count);
  }
}
