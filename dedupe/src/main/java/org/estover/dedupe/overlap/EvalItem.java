package org.estover.dedupe.overlap;

import java.util.Comparator;
import java.util.List;

/**
 * A question of an evaluation set with its options or its answer.
 *
 * @param benchmark the name of the evaluation set, with its split where that matters
 * @param id the item's name within it
 * @param context a passage or program tests that belong to the question; may be empty
 * @param question the question or prompt
 * @param options the options in their published order, or the answer's text as the only one; may be
 *     empty
 * @param answer the 0-based index of the correct option, {@link #UNKNOWN} or {@link #NONE}
 */
public record EvalItem(
    String benchmark, String id, String context, String question, List<String> options, int answer)
    implements Comparable<EvalItem> {
  /** The set doesn't tell which option is correct. */
  public static final int UNKNOWN = -1;

  /** No option is correct. */
  public static final int NONE = -2;

  private static final Comparator<EvalItem> ORDER =
      Comparator.comparing(EvalItem::benchmark).thenComparing(EvalItem::id);

  public EvalItem {
    options = List.copyOf(options);
    if (benchmark.isEmpty() || id.isEmpty()) {
      throw new IllegalArgumentException("an evaluation item has a benchmark and an id");
    }
    if (answer < NONE || answer >= options.size()) {
      throw new IllegalArgumentException(
          benchmark + " " + id + ": answer " + answer + " of " + options.size() + " options");
    }
  }

  /** Makes an item whose answer is a text of its own. */
  public static EvalItem withAnswer(String benchmark, String id, String question, String answer) {
    return new EvalItem(benchmark, id, "", question, List.of(answer), 0);
  }

  /** What the option with a 0-based index is. */
  public Part part(int option) {
    if (answer == UNKNOWN) {
      return Part.OPTION;
    }
    return option == answer ? Part.CORRECT : Part.WRONG;
  }

  /** Compares by benchmark, then by id, as UTF-16. */
  @Override
  public int compareTo(EvalItem other) {
    return ORDER.compare(this, other);
  }
}
