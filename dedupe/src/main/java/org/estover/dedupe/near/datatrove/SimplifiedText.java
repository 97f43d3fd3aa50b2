package org.estover.dedupe.near.datatrove;

import java.nio.charset.StandardCharsets;

/**
 * A text as datatrove's {@code simplify_text} leaves it with its default settings.
 *
 * <p>In this order: lower case (full mappings, final sigma); each run of decimal digits of any
 * script, with at most one separator and its digits, becomes 0; punctuation (datatrove's list) and
 * control characters become spaces; runs of white space become one space; NFD; non-spacing marks
 * vanish. Unicode 16 (ICU4J 76.1), where datatrove takes what its Python has. Lone surrogates, at
 * which datatrove stops, become {@code ?}.
 */
public final class SimplifiedText {
  private SimplifiedText() {}

  /** Simplifies a text; linear in it. */
  public static String of(CharSequence text) {
    SimplifiedWords words = new SimplifiedWords(Integer.MAX_VALUE, 0, true);
    words.open(text);
    words.advance();
    return new String(words.utf8(), 0, words.size(), StandardCharsets.UTF_8);
  }
}
