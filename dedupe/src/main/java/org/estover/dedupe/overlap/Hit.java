package org.estover.dedupe.overlap;

import java.util.Comparator;

/**
 * A place of a document that holds words of an evaluation item.
 *
 * @param item the item's index in {@link EvalIndex#items()}
 * @param part what of it was found
 * @param option the 0-based index of the option, or -1
 * @param coveredWords the part's words that were found here
 * @param words the words of the part that can be found: all but those that stand in rows of numbers
 *     or in what the item's other parts share only
 * @param range the place
 */
public record Hit(int item, Part part, int option, int coveredWords, int words, TextRange range)
    implements Comparable<Hit> {
  private static final Comparator<Hit> ORDER =
      Comparator.comparingInt(Hit::item)
          .thenComparing(Hit::part)
          .thenComparingInt(Hit::option)
          .thenComparingInt(hit -> hit.range().startChar())
          .thenComparingInt(hit -> hit.range().endChar())
          .thenComparingInt(Hit::coveredWords);

  /** How much of the part was found, in thousandths, rounded down. */
  public int coveredPermille() {
    return (int) (1000L * coveredWords / words);
  }

  /** Compares by item, part, option and place. */
  @Override
  public int compareTo(Hit other) {
    return ORDER.compare(this, other);
  }
}
