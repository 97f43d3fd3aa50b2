package org.estover.crawl.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Texts of two kinds to learn from, the same ones in every run. */
final class Examples {
  private static final List<String> GOOD =
      List.of("the river bends before the mill", "a court may hear the case again", "it is so");
  private static final List<String> BAD =
      List.of("click here now !!! free", "home | login | cart | help", "best price best price");

  private Examples() {}

  /** A text of one side. */
  record Example(boolean positive, String text) {}

  /** So many texts, two in three of them good. */
  static List<Example> of(int count) {
    SplittableRandom random = new SplittableRandom(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean positive = i % 3 != 0;
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 6; j++) {
        // One sentence in five is the other side's.
        boolean good = positive == (random.nextInt(5) > 0);
        text.append((good ? GOOD : BAD).get(random.nextInt(3))).append(". ");
      }
      examples.add(new Example(positive, text.append("é ").append(i).toString()));
    }
    return examples;
  }
}
