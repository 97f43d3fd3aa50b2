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

  /**
   * Lines from the first that says something to the next blank one, blank ones before and after.
   */
  static List<Paragraph> blocks(String text, int minWords) {
    List<Paragraph> blocks = new ArrayList<>();
    List<Paragraph> lines = of(text, 0);
    int index = 0;
    for (int from = 0; from < lines.size(); index++) {
      int first = from;
      while (first < lines.size() && words(lines.get(first).text()) == 0) {
        first++;
      }
      int last = first;
      while (last < lines.size() && words(lines.get(last).text()) > 0) {
        last++;
      }
      int end = last;
      while (end < lines.size() && words(lines.get(end).text()) == 0) {
        end++;
      }
      String said =
          String.join("\n", lines.subList(first, last).stream().map(Paragraph::text).toList());
      if (said.endsWith("\r")) {
        said = said.substring(0, said.length() - 1);
      }
      if (words(said) >= minWords) {
        Paragraph start = lines.get(from);
        Paragraph stop = lines.get(end - 1);
        blocks.add(
            new Paragraph(
                said, index, start.charStart(), stop.charEnd(), start.byteStart(), stop.byteEnd()));
      }
      from = end;
    }
    return blocks;
  }

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
