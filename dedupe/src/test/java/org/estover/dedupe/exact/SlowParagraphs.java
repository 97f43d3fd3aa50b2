package org.estover.dedupe.exact;

import com.ibm.icu.lang.UCharacter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Paragraphs as strings, with their ranges, one char after the other. */
final class SlowParagraphs {
  private SlowParagraphs() {}

  /** A paragraph without its line feed. */
  record Paragraph(
      String text, int index, int charStart, int charEnd, int byteStart, int byteEnd) {}

  static List<Paragraph> of(String text, int minWords) {
    List<Paragraph> paragraphs = new ArrayList<>();
    int from = 0;
    for (int index = 0; from < text.length(); index++) {
      int lineFeed = text.indexOf('\n', from);
      int textEnd = lineFeed < 0 ? text.length() : lineFeed;
      int end = lineFeed < 0 ? text.length() : lineFeed + 1;
      String paragraph = text.substring(from, textEnd);
      if (words(paragraph) >= minWords) {
        int byteStart = size(text.substring(0, from));
        int byteEnd = byteStart + size(text.substring(from, end));
        paragraphs.add(new Paragraph(paragraph, index, from, end, byteStart, byteEnd));
      }
      from = end;
    }
    return paragraphs;
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int words(String text) {
    int words = 0;
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      boolean letter = !UCharacter.isUWhiteSpace(c);
      words += letter && !inWord ? 1 : 0;
      inWord = letter;
    }
    return words;
  }
}
