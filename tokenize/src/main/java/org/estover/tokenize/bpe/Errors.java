package org.estover.tokenize.bpe;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  private static final String CURE = "use a byte-level BPE tokenizer such as GPT-2's or GPT-NeoX's";

  private Errors() {}

  static UnsupportedTokenizerException unsupported(
      String file, String place, String expected, String found) {
    return new UnsupportedTokenizerException(
        file + ": " + place + ": expected " + expected + ", found " + found + "; " + CURE);
  }

  static UnsupportedTokenizerException notJson(String file, Throwable cause) {
    return new UnsupportedTokenizerException(
        file + ": no valid JSON: " + cause.getMessage() + "; fetch the file again", cause);
  }

  static UnsupportedTokenizerException rankLine(String file, long line, String found) {
    return new UnsupportedTokenizerException(
        file
            + ":"
            + line
            + ": expected \"base64 SPACE rank\" with ranks rising, found \""
            + found
            + "\"; fetch the file again");
  }

  static UnsupportedTokenizerException foreignPattern(String file, int rank, String token) {
    return new UnsupportedTokenizerException(
        file
            + ": rank "
            + rank
            + ": the GPT-2 pattern never yields \""
            + token
            + "\", so this vocabulary was made for another pattern, which is not supported; "
            + CURE);
  }

  static IllegalArgumentException unknownId(int id, int size) {
    return new IllegalArgumentException("no token has id " + id + " (of " + size + ")");
  }
}
