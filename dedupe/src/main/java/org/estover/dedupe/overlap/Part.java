package org.estover.dedupe.overlap;

/** What a piece of an evaluation item is. */
public enum Part {
  /** What stands before the question: a passage, or the tests of a program. */
  CONTEXT,
  /** The question or prompt. */
  QUESTION,
  /** The correct option, or the answer's text. */
  CORRECT,
  /** A wrong option. */
  WRONG,
  /** An option of which nobody says whether it is correct. */
  OPTION;

  /** The words for it, in a sentence. */
  public String words() {
    return switch (this) {
      case CONTEXT -> "context";
      case QUESTION -> "question";
      case CORRECT -> "correct option";
      case WRONG -> "wrong option";
      case OPTION -> "option";
    };
  }
}
