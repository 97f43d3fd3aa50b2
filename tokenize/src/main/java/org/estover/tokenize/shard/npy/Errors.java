package org.estover.tokenize.shard.npy;

import java.nio.file.Path;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  private static final String AGAIN =
      "the file is damaged or incomplete: write it again, or fetch it again";

  private Errors() {}

  static CorruptNpyException corrupt(Path file, long offset, String expected, String found) {
    return new CorruptNpyException(file, offset, expected, found, AGAIN);
  }

  static CorruptNpyException foreign(Path file, long offset, String expected, String found) {
    return new CorruptNpyException(
        file,
        offset,
        expected,
        found,
        "save it with numpy.save of a C-contiguous little-endian integer array");
  }

  static IllegalArgumentException doesNotFit(long value, NpyType type) {
    return new IllegalArgumentException(value + " does not fit " + type.descriptor());
  }

  static IllegalArgumentException negativeLength(long length) {
    return new IllegalArgumentException("a shape with a length of " + length);
  }

  static IllegalStateException wrongCount(long written, long expected) {
    return new IllegalStateException(
        "wrote " + written + " of the " + expected + " elements that the shape announced");
  }
}
