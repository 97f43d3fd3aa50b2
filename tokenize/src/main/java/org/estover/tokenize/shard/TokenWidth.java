package org.estover.tokenize.shard;

import java.util.Optional;

/** The integer type in which a shard stores its tokens, with Megatron's type code. */
public enum TokenWidth {
  /** Unsigned 16 bits: vocabularies below 65,500 ids. */
  UINT16(8, 2, 0xFFFF),
  /** Signed 32 bits: all larger vocabularies. */
  INT32(4, 4, Integer.MAX_VALUE);

  private static final int UINT16_VOCABULARY_LIMIT = 65_500;

  private final int code;
  private final int bytes;
  private final int largestToken;

  TokenWidth(int code, int bytes, int largestToken) {
    this.code = code;
    this.bytes = bytes;
    this.largestToken = largestToken;
  }

  /** Returns the width that Megatron's and GPT-NeoX's writers choose for a vocabulary. */
  public static TokenWidth forVocabulary(int vocabularySize) {
    if (vocabularySize <= 0) {
      throw new IllegalArgumentException("vocabulary of " + vocabularySize + " ids");
    }
    return vocabularySize < UINT16_VOCABULARY_LIMIT ? UINT16 : INT32;
  }

  /**
   * Finds the width with a type code of the {@code .idx} header; empty for types we don't write.
   *
   * <p>Quirk: 6 and 7 are 32 and 64 bits of floating point to GPT-NeoX, and the other way round to
   * Megatron-Core; no token is stored so.
   */
  public static Optional<TokenWidth> withCode(int code) {
    for (TokenWidth width : values()) {
      if (width.code == code) {
        return Optional.of(width);
      }
    }
    return Optional.empty();
  }

  /** The type code in the {@code .idx} header. */
  public int code() {
    return code;
  }

  /** Bytes per token. */
  public int bytes() {
    return bytes;
  }

  /** The greatest token that fits. */
  public int largestToken() {
    return largestToken;
  }

  /**
   * Writes tokens as little-endian bytes.
   *
   * @return the position behind the last byte written
   * @throws IllegalArgumentException if a token is negative or does not fit
   */
  public int encode(int[] tokens, int from, int count, byte[] into, int at) {
    int position = at;
    for (int i = from; i < from + count; i++) {
      int token = tokens[i];
      if (token < 0 || token > largestToken) {
        throw Errors.tokenTooWide(token, this);
      }
      into[position++] = (byte) token;
      into[position++] = (byte) (token >>> 8);
      if (this == INT32) {
        into[position++] = (byte) (token >>> 16);
        into[position++] = (byte) (token >>> 24);
      }
    }
    return position;
  }

  /** Reads {@code count} tokens from little-endian bytes. */
  public void decode(byte[] bytes, int at, int[] into, int from, int count) {
    int position = at;
    for (int i = from; i < from + count; i++) {
      int token = (bytes[position] & 0xFF) | (bytes[position + 1] & 0xFF) << 8;
      if (this == INT32) {
        token |= (bytes[position + 2] & 0xFF) << 16 | (bytes[position + 3] & 0xFF) << 24;
      }
      into[i] = token;
      position += this.bytes;
    }
  }
}
