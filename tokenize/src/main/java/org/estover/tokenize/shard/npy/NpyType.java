package org.estover.tokenize.shard.npy;

import java.util.Optional;
import org.estover.tokenize.shard.TokenWidth;

/** The integer types of {@code .npy} files that we read and write: all little-endian. */
public enum NpyType {
  /** Unsigned 8 bits. */
  UINT8("|u1", 1, 0, 0xFF),
  /** Unsigned 16 bits: tokens of vocabularies below 65,536 ids. */
  UINT16("<u2", 2, 0, 0xFFFF),
  /** Signed 16 bits. */
  INT16("<i2", 2, Short.MIN_VALUE, Short.MAX_VALUE),
  /** Unsigned 32 bits. */
  UINT32("<u4", 4, 0, 0xFFFF_FFFFL),
  /** Signed 32 bits. */
  INT32("<i4", 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  /** Signed 64 bits. */
  INT64("<i8", 8, Long.MIN_VALUE, Long.MAX_VALUE);

  private final String descriptor;
  private final int bytes;
  private final long least;
  private final long most;

  NpyType(String descriptor, int bytes, long least, long most) {
    this.descriptor = descriptor;
    this.bytes = bytes;
    this.least = least;
    this.most = most;
  }

  /** The type of an array of tokens that take so many bytes in a shard. */
  public static NpyType of(TokenWidth width) {
    return width == TokenWidth.UINT16 ? UINT16 : INT32;
  }

  /** numpy's name of the type in a file's header, such as {@code <i4}. */
  public String descriptor() {
    return descriptor;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether the type can hold a value. */
  public boolean holds(long value) {
    return value >= least && value <= most;
  }

  /** Finds the type with a descriptor; empty for types that we don't know. */
  static Optional<NpyType> withDescriptor(String descriptor) {
    for (NpyType type : values()) {
      if (type.descriptor.equals(descriptor)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
