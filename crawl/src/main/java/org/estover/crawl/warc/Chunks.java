package org.estover.crawl.warc;

import java.io.ByteArrayOutputStream;

/**
 * A body freed of the chunked transfer coding (RFC 9112, section 7.1).
 *
 * <p>Many crawlers keep the field {@code Transfer-Encoding} of a body that they have already
 * decoded: a body that does not begin with a chunk is taken as it is.
 *
 * @param body the bytes
 * @param whole whether the last chunk was there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chunks(byte[] body, boolean whole) {
  private static final int MAX_SIZE_DIGITS = 8;

  static Chunks decode(byte[] coded) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(coded.length);
    int at = 0;
    while (at < coded.length) {
      int digits = hexDigits(coded, at);
      int lineEnd = Bytes.indexOf(coded, at, coded.length, (byte) '\n');
      if (digits == 0
          || digits > MAX_SIZE_DIGITS
          || lineEnd < 0
          || !isSizeLine(coded, at + digits)) {
        return at == 0 ? new Chunks(coded, true) : rest(body, coded, at);
      }
      long size = size(coded, at, digits);
      at = lineEnd + 1;
      if (size == 0) {
        return new Chunks(body.toByteArray(), true);
      }
      int taken = (int) Math.min(size, coded.length - at);
      body.write(coded, at, taken);
      at += taken;
      at += at < coded.length && coded[at] == '\r' ? 1 : 0;
      at += at < coded.length && coded[at] == '\n' ? 1 : 0;
    }
    return new Chunks(body.toByteArray(), false);
  }

  /** What follows a broken chunk belongs to the body as far as anybody can tell. */
  private static Chunks rest(ByteArrayOutputStream body, byte[] coded, int at) {
    body.write(coded, at, coded.length - at);
    return new Chunks(body.toByteArray(), false);
  }

  private static int hexDigits(byte[] coded, int from) {
    int digits = 0;
    while (from + digits < coded.length && Character.digit(coded[from + digits], 16) >= 0) {
      digits++;
    }
    return digits;
  }

  private static long size(byte[] coded, int from, int digits) {
    long size = 0;
    for (int i = from; i < from + digits; i++) {
      size = size << 4 | Character.digit(coded[i], 16);
    }
    return size;
  }

  /** Whether the digits are followed by the line's end or a chunk extension. */
  private static boolean isSizeLine(byte[] coded, int from) {
    int at = from;
    while (at < coded.length && (coded[at] == ' ' || coded[at] == '\t')) {
      at++;
    }
    return at < coded.length && (coded[at] == '\r' || coded[at] == '\n' || coded[at] == ';');
  }
}
