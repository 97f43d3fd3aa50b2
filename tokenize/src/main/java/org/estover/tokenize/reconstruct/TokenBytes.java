package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.Arrays;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.Release;

/**
 * The bytes that each token of a release stands for, side by side: what a text is made of when many
 * are read. Memory: the vocabulary's bytes and 4 bytes a token. Immutable.
 */
final class TokenBytes {
  private final byte[] bytes;

  /** Token t is bytes [starts[t], starts[t + 1]). */
  private final int[] starts;

  private final boolean[] known;

  private TokenBytes(byte[] bytes, int[] starts, boolean[] known) {
    this.bytes = bytes;
    this.starts = starts;
    this.known = known;
  }

  static TokenBytes of(Tokenizer tokenizer) {
    int size = tokenizer.vocabularySize();
    byte[] bytes = new byte[8 * size];
    int[] starts = new int[size + 1];
    boolean[] known = new boolean[size];
    int[] one = new int[1];
    int end = 0;
    for (int token = 0; token < size; token++) {
      if (tokenizer.isToken(token)) {
        one[0] = token;
        byte[] ofToken = tokenizer.decode(one);
        if (end + ofToken.length > bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + ofToken.length));
        }
        System.arraycopy(ofToken, 0, bytes, end, ofToken.length);
        end += ofToken.length;
        known[token] = true;
      }
      starts[token + 1] = end;
    }
    return new TokenBytes(Arrays.copyOf(bytes, end), starts, known);
  }

  /** A text in a buffer that is used again: its bytes, and where each of its tokens ends. */
  static final class Text {
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[1 << 10];
    private int tokens;

    byte[] bytes() {
      return bytes;
    }

    int size() {
      return tokens == 0 ? 0 : ends[tokens - 1];
    }

    /** The number of the token that holds a byte. */
    int tokenAt(int place) {
      int low = 0;
      int high = tokens - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (ends[middle] <= place) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** The first byte of a token. */
    int start(int token) {
      return token == 0 ? 0 : ends[token - 1];
    }

    /** The byte behind a token. */
    int end(int token) {
      return ends[token];
    }
  }

  /**
   * Decodes tokens [from, to).
   *
   * @throws IOException naming the release if one of them is none of the tokenizer's
   */
  void decode(int[] tokens, int from, int to, Text into, Release release) throws IOException {
    into.tokens = to - from;
    if (into.ends.length < into.tokens) {
      into.ends = new int[Math.max(into.tokens, 2 * into.ends.length)];
    }
    int end = 0;
    for (int i = from; i < to; i++) {
      int token = tokens[i];
      if (token < 0 || token >= known.length || !known[token]) {
        throw Errors.noToken(release, token);
      }
      int start = starts[token];
      int size = starts[token + 1] - start;
      if (size > into.bytes.length - end) {
        into.bytes = Arrays.copyOf(into.bytes, Math.max(2 * into.bytes.length, end + size));
      }
      // Most tokens are so short that a loop beats a call.
      for (int b = 0; b < size; b++) {
        into.bytes[end + b] = bytes[start + b];
      }
      end += size;
      into.ends[i - from] = end;
    }
  }
}
