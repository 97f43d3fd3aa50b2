package org.estover.tokenize.bpe;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A regular expression by which tokenizers cut text, with the scanner that stands for it.
 *
 * <p>No expression is ever compiled: a tokenizer with another one is refused. Classes are those of
 * Unicode 16.
 */
enum PiecePattern {
  /** GPT-2, GPT-NeoX, and the rank files r50k_base and p50k_base. */
  GPT2("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", 0),
  /** The rank file cl100k_base, and Llama 3. */
  CL100K(cl100k("\\p{N}{1,3}"), 3),
  /** Qwen 2: each digit is a piece. */
  QWEN2(cl100k("\\p{N}"), 1),
  /** The same with numbers whole. */
  CL100K_NUMBERS(cl100k("\\p{N}+"), Integer.MAX_VALUE);

  private final String regex;
  private final int digits;

  PiecePattern(String regex, int digits) {
    this.regex = regex;
    this.digits = digits;
  }

  private static String cl100k(String numbers) {
    return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
        + numbers
        + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  }

  /** The pattern with exactly this expression. */
  static Optional<PiecePattern> of(String regex) {
    return Arrays.stream(values()).filter(pattern -> pattern.regex.equals(regex)).findFirst();
  }

  /** All expressions, for an error's text. */
  static String all() {
    return Arrays.stream(values())
        .map(pattern -> pattern.name() + " " + pattern.regex)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  String regex() {
    return regex;
  }

  /** A new scanner. */
  PieceScanner scanner() {
    return this == GPT2 ? new Gpt2Scanner() : new Cl100kScanner(digits);
  }
}
