package org.estover.tokenize.bpe;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  private static final int LONGEST_SHOWN = 200;
  private static final String CURE =
      "use a byte-level BPE tokenizer such as those of GPT-2, GPT-NeoX, Llama 3 or Qwen 2";

  private Errors() {}

  static UnsupportedTokenizerException unsupported(
      String file, String place, String expected, String found) {
    return new UnsupportedTokenizerException(
        file
            + ": "
            + shown(place)
            + ": expected "
            + expected
            + ", found "
            + shown(found)
            + "; "
            + CURE);
  }

  /** A token or pattern of any length, cut. */
  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  static UnsupportedTokenizerException notJson(String file, int at, String expected, String found) {
    return new UnsupportedTokenizerException(
        file
            + ": no valid JSON: byte "
            + at
            + ": expected "
            + expected
            + ", found "
            + found
            + "; fetch the file again");
  }

  static UnsupportedTokenizerException rankLine(String file, long line, String found) {
    return new UnsupportedTokenizerException(
        file
            + ":"
            + line
            + ": expected \"base64 SPACE rank\" with ranks rising, found \""
            + shown(found)
            + "\"; fetch the file again");
  }

  static UnsupportedTokenizerException foreignPattern(String file, int rank, String token) {
    return new UnsupportedTokenizerException(
        file
            + ": rank "
            + rank
            + ": the GPT-2 pattern never yields \""
            + shown(token)
            + "\", so this vocabulary was made for another pattern; name the file after the encoding"
            + " it holds, one of "
            + RankFile.encodings());
  }

  static UnsupportedTokenizerException unknownEncoding(String file) {
    return new UnsupportedTokenizerException(
        file
            + ": a rank file does not say by which pattern text is cut; expected a name with one of "
            + RankFile.encodings()
            + ", found none of them; name the file after the encoding it holds, or use its"
            + " tokenizer.json");
  }

  static UnsupportedTokenizerException tooLarge(String file, long largest, long size) {
    return new UnsupportedTokenizerException(
        file
            + ": expected at most "
            + largest
            + " bytes, found "
            + size
            + "; this is no tokenizer: name the right file");
  }

  static UnsupportedTokenizerException special(String name, String special, String why) {
    return new UnsupportedTokenizerException(
        name
            + ": the special token \""
            + shown(special)
            + "\" cannot be one: "
            + why
            + "; choose others, such as <|name|>");
  }

  static IllegalArgumentException unknownId(int id, int size) {
    return new IllegalArgumentException("no token has id " + id + " (of " + size + ")");
  }
}
