package org.estover.ledger.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the bytes of a text that canonical JSON does not write as they are: control characters,
 * quotes and backslashes.
 *
 * <p>Idea: most texts have none, so eight bytes are looked at in one step. In a word less {@code n}
 * in each byte the high bit of a byte is set that was below {@code n}, and of no other unless one
 * below it was; so a word without such a bit has no such byte.
 */
final class PlainBytes {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private PlainBytes() {}

  /** The index of the first such byte of a range, or the range's end. */
  static int end(byte[] bytes, int from, int to) {
    int at = from;
    while (to - at >= Long.BYTES && isPlain((long) WORDS.get(bytes, at))) {
      at += Long.BYTES;
    }
    while (at < to && isPlain(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isPlain(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    long found =
        ((word - SPACES) & ~word)
            | ((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes);
    return (found & HIGHS) == 0;
  }

  private static boolean isPlain(byte each) {
    return each < 0 || (each >= ' ' && each != '"' && each != '\\');
  }
}
