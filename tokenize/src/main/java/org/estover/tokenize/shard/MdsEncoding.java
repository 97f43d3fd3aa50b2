package org.estover.tokenize.shard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How MDS stores the tokens of an item: an array of one dimension, whose length stands in the name
 * of the encoding where it is always the same, else before the values.
 *
 * <pre>
 * Tokens --> [ Shape, Length ], Token^Length
 * Shape  --> u8: 4 (one dimension) + 0, 1, 2 or 3           Length has 1, 2, 4 or 8 bytes
 * </pre>
 *
 * @param type numpy's name of the tokens' type
 * @param fixedTokens the length of every array; 0 where it differs
 */
record MdsEncoding(TokenWidth width, String type, int fixedTokens) {
  /** The longest part before the tokens. */
  static final int HEAD_SIZE = 9;

  private static final Pattern TEXT =
      Pattern.compile("ndarray:(uint16|int32|uint32)(?::([1-9][0-9]{0,8}))?");

  private static final int ONE_DIMENSION = 1 << 2;

  /** The encoding that we write. */
  static MdsEncoding of(TokenWidth width, int fixedTokens) {
    return new MdsEncoding(width, width == TokenWidth.UINT16 ? "uint16" : "int32", fixedTokens);
  }

  /** Reads an encoding's name; empty if it is not one of tokens. */
  static Optional<MdsEncoding> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String type = matcher.group(1);
    TokenWidth width = type.equals("uint16") ? TokenWidth.UINT16 : TokenWidth.INT32;
    int fixed = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return Optional.of(new MdsEncoding(width, type, fixed));
  }

  String text() {
    return "ndarray:" + type + (fixedTokens == 0 ? "" : ":" + fixedTokens);
  }

  /** Bytes of every array; 0 where they differ. */
  long fixedSize() {
    return (long) fixedTokens * width.bytes();
  }

  /** Bytes of an array with what is before its tokens. */
  long size(long tokens) {
    return headSize(tokens) + tokens * width.bytes();
  }

  int headSize(long tokens) {
    return fixedTokens > 0 ? 0 : 1 + (1 << lengthCode(tokens));
  }

  /** The bytes before the tokens of an array that {@link #tokens} found to be one. */
  int headSize(byte[] head) {
    return fixedTokens > 0 ? 0 : 1 + (1 << (head[0] & 3));
  }

  private static int lengthCode(long tokens) {
    return tokens < 1 << 8 ? 0 : tokens < 1 << 16 ? 1 : tokens < 1L << 32 ? 2 : 3;
  }

  /** Writes what is before the tokens; returns the position behind it. */
  int putHead(int tokens, byte[] into, int at) {
    if (fixedTokens > 0) {
      return at;
    }
    int code = lengthCode(tokens);
    into[at] = (byte) (ONE_DIMENSION | code);
    for (int i = 0; i < 1 << code; i++) {
      into[at + 1 + i] = (byte) ((long) tokens >>> (8 * i));
    }
    return at + 1 + (1 << code);
  }

  /**
   * Reads how many tokens an array of {@code size} bytes has; -1 if it is none.
   *
   * @param head its first bytes, {@value #HEAD_SIZE} or all
   */
  long tokens(byte[] head, long size) {
    if (fixedTokens > 0) {
      return size == fixedSize() ? fixedTokens : -1;
    }
    int shape = head.length == 0 ? 0 : head[0] & 0xFF;
    int lengthSize = 1 << (shape & 3);
    if ((shape & ~3) != ONE_DIMENSION || head.length < 1 + lengthSize) {
      return -1;
    }
    long tokens = 0;
    for (int i = lengthSize; i > 0; i--) {
      tokens = (tokens << 8) | (head[i] & 0xFF);
    }
    boolean fits = tokens > 0 && tokens <= size && 1 + lengthSize + tokens * width.bytes() == size;
    return fits ? tokens : -1;
  }
}
