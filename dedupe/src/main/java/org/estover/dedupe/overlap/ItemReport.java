package org.estover.dedupe.overlap;

import java.util.List;

/**
 * Which documents hold an item's question, its correct option and each wrong one.
 *
 * @param benchmark the evaluation set
 * @param id the item in it
 * @param status whether an evaluation may use it
 * @param answer the index of the correct option, {@link EvalItem#UNKNOWN} or {@link EvalItem#NONE}
 * @param context the documents that hold some of its context
 * @param question the documents that hold some of its question
 * @param options the documents that hold some of each option, in the options' order
 */
public record ItemReport(
    String benchmark,
    String id,
    Status status,
    int answer,
    Holders context,
    Holders question,
    List<Holders> options) {
  /** Whether an evaluation may use an item. */
  public enum Status {
    /** No document holds its question or an option. */
    CLEAN,
    /** Some document does. */
    DIRTY,
    /** None was found, but its question is too short, or too common, to be looked for. */
    UNDECIDED
  }

  public ItemReport {
    options = List.copyOf(options);
  }

  /** The documents that hold the correct option; none where nobody says which it is. */
  public Holders correct() {
    return answer < 0 ? Holders.NONE : options.get(answer);
  }
}
