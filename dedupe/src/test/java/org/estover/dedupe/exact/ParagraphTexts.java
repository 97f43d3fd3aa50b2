package org.estover.dedupe.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random documents whose paragraphs often say the same, in several scripts. */
final class ParagraphTexts {
  private static final List<String> PIECES =
      List.of(
          "a", "b", "é", "ß", "漢字", "😀", "\ud800", "\udc00", " ", "\u00a0", "\u3000", "\u2028",
          "\u0085", "\u202f", "\u1680", "\t", "\r", "word", "слово", "\u200b", "\ufeff");

  private ParagraphTexts() {}

  static List<String> documents(SplittableRandom random, int count) {
    List<String> pool = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pool.add(paragraph(random));
    }
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int p = random.nextInt(12); p > 0; p--) {
        text.append(random.nextBoolean() ? pool.get(random.nextInt(40)) : paragraph(random));
        text.append(p > 1 || random.nextBoolean() ? "\n" : "");
      }
      documents.add(text.toString());
    }
    return documents;
  }

  private static String paragraph(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
