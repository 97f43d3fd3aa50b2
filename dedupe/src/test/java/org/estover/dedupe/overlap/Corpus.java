package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded items and documents of few different words, so that they share much by chance. */
final class Corpus {
  private static final List<String> WORDS =
      List.of(
          "egg",
          "Duck",
          "élan",
          "e\u0301lan",
          "x",
          "12",
          "½",
          "漢字",
          "か\u3099",
          "ﬁ",
          "𝔸b",
          "𐐀",
          "don't",
          "naïve",
          "SS",
          "ß",
          "ำก",
          "\u00ad",
          "a",
          "b",
          "c",
          "d");
  private static final List<String> SPACES =
      List.of(" ", " ", " ", " ", "  ", "\n", ", ", " - ", "_", "\u00a0", "\ud800", "", "\u0301 ");

  private final SplittableRandom random;

  Corpus(SplittableRandom random) {
    this.random = random;
  }

  String text(int mostWords) {
    return text(mostWords, WORDS.size());
  }

  private String text(int mostWords, int differentWords) {
    StringBuilder text = new StringBuilder();
    int words = random.nextInt(mostWords + 1);
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(differentWords))).append(pick(SPACES));
    }
    return text.toString();
  }

  List<EvalItem> items(int count) {
    List<EvalItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> options = new ArrayList<>();
      int optionCount = random.nextInt(5);
      int longest = random.nextBoolean() ? 3 : 18;
      for (int option = 0; option < optionCount; option++) {
        boolean alike = option > 0 && random.nextInt(4) == 0;
        options.add(alike ? options.get(option - 1) + text(3) : text(longest));
      }
      String context = random.nextBoolean() ? "" : text(20);
      String question = text(random.nextBoolean() ? 7 : 24);
      for (int option = 0; option < optionCount; option++) {
        // A number, a letter, what another option says, or words of the question.
        switch (random.nextInt(12)) {
          case 0 -> options.set(option, String.valueOf(random.nextInt(20)));
          case 1 -> options.set(option, String.valueOf((char) ('A' + option)));
          case 2 -> options.set(option, options.get(0));
          case 3 -> options.set(option, part(question));
          default -> {}
        }
      }
      int answer = random.nextInt(optionCount + 2) - 2;
      if (i > 0 && random.nextInt(4) == 0) {
        EvalItem twin = items.get(random.nextInt(i));
        items.add(
            new EvalItem(
                "b" + i % 3, "i" + i, context, twin.question(), twin.options(), twin.answer()));
      } else {
        items.add(new EvalItem("b" + i % 3, "i" + i, context, question, options, answer));
      }
    }
    return items;
  }

  String document(List<EvalItem> items) {
    if (random.nextInt(20) == 0) {
      return random.nextBoolean() ? "" : pick(WORDS);
    }
    StringBuilder document = new StringBuilder(text(10));
    int pieces = random.nextInt(5);
    for (int i = 0; i < pieces; i++) {
      EvalItem item = pick(items);
      document.append(' ').append(part(item.context())).append(' ').append(part(item.question()));
      for (String option : item.options()) {
        if (random.nextInt(5) > 0) {
          document.append(" (A) ").append(part(option)).append('\n');
        }
      }
      document.append(text(random.nextInt(4) == 0 ? 90 : 4));
    }
    return document.toString();
  }

  private String part(String text) {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> text.substring(random.nextInt(text.length() + 1));
      case 2 -> text.substring(0, random.nextInt(text.length() + 1));
      default -> text;
    };
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
