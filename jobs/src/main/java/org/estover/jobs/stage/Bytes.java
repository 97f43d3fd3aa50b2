package org.estover.jobs.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers in byte arrays, big-endian, so that unsigned order of bytes is order of numbers. */
final class Bytes {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  static int int32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long int64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void put(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static void put(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  static byte[] join(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] joined = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  static boolean sameRange(byte[] one, byte[] other, int from, int to) {
    return Arrays.equals(one, from, to, other, from, to);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A text with its length before it, so that two texts in a row cannot be cut otherwise. */
  static byte[] counted(String text) {
    byte[] utf8 = utf8(text);
    byte[] counted = new byte[4 + utf8.length];
    put(counted, 0, utf8.length);
    System.arraycopy(utf8, 0, counted, 4, utf8.length);
    return counted;
  }

  /** Reads what was joined, from the front. */
  static final class Cursor {
    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    String counted() {
      return new String(take(int32(take(4), 0)), StandardCharsets.UTF_8);
    }

    byte[] take(int size) {
      at += size;
      return slice(bytes, at - size, at);
    }

    byte[] rest() {
      return take(bytes.length - at);
    }
  }
}
