package org.estover.crawl.filter;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded texts near the limits of the rules, of pieces that are hard to count. */
final class NastyTexts {
  private static final List<String> WORDS =
      List.of("the", "of", "and", "commons", "grazing", "estover", "Lammas", "law", "a", "b", "ab");
  private static final List<String> ODD =
      List.of(
          "12",
          "#",
          "...",
          "\u2026",
          "-",
          "\u2022",
          "a.",
          "\ud835\udd38bc",
          "\u5171\u6709\u5730",
          "x1",
          "....",
          "(1)",
          "\u00ab",
          "J. S. Bach.",
          "A.",
          "B.\"",
          "[1]",
          "[edit]",
          "[\u0663]",
          "[",
          "[citation needed]",
          "\u0964",
          "\ud804\udc47",
          "\u3002\u201d",
          "!?",
          "\ud83d",
          "\udc47",
          "\u0000",
          "\u0000the",
          "coo\u212aie policy",
          "Use of COOKIES",
          "JavaScript",
          "java[1]script",
          "'");
  private static final List<String> FATAL = List.of("{", "lorem ipsum", "LOREM Ipsum", "[2]{");
  private static final List<String> SPACES =
      List.of(
          "\u00a0", "\u2028", "\u0085", "\u001c", "\u001f", "\u3000", "\r", "\t", "\u000b",
          "\u2029");

  private NastyTexts() {}

  /** A text, as its seed has it. */
  static String of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int words = random.nextInt(5) == 0 ? random.nextInt(12) : 20 + random.nextInt(200);
    int vocabulary = 1 + random.nextInt(WORDS.size());
    int odd = random.nextInt(4) == 0 ? 3 : 12 + random.nextInt(60);
    int lineFeed = random.nextInt(3) == 0 ? 1000 : 3 + random.nextInt(20);
    int blocks = Math.max(0, random.nextInt(12) - 9);
    boolean hasFatal = random.nextInt(8) == 0;
    StringBuilder text = new StringBuilder();
    text.append("\n".repeat(random.nextInt(3)));
    for (int i = 0; i < words; i++) {
      if (blocks > 0 && i > 40 && random.nextInt(words) < 4) {
        // A long line or paragraph among short ones stands again.
        String between = "\n".repeat(blocks);
        String block = text.substring(0, text.length() / 3).replace("\n", " ");
        text.append(between).append(block).append(between).append(block).append(between);
        blocks = 0;
      } else if (text.length() > 60 && random.nextInt(25) == 0) {
        // What stood before stands again: n-grams, lines and paragraphs.
        int from = random.nextInt(text.length() - 50);
        text.append(text, from, from + 5 + random.nextInt(45));
      } else if (random.nextInt(odd) == 0) {
        text.append(pick(random, hasFatal && random.nextInt(6) == 0 ? FATAL : ODD));
      } else if (random.nextInt(3) == 0) {
        text.append("w").append(random.nextInt(1 + random.nextInt(3000)));
      } else {
        text.append(WORDS.get(random.nextInt(vocabulary)));
      }
      text.append(random.nextInt(9) == 0 ? "." : "");
      text.append(space(random, lineFeed));
    }
    return text.append("\n".repeat(random.nextInt(3))).toString();
  }

  private static String space(SplittableRandom random, int lineFeed) {
    if (random.nextInt(lineFeed) == 0) {
      return "\n".repeat(1 + random.nextInt(3));
    }
    return switch (random.nextInt(30)) {
      case 0 -> pick(random, SPACES);
      case 1 -> "\r\n";
      case 2 -> "  ";
      case 3 -> "";
      default -> " ";
    };
  }

  private static String pick(SplittableRandom random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
