package org.estover.crawl.filter;

/** A rule that keeps or drops a text by looking at it alone; thread-safe and repeatable. */
public interface Filter {
  /** Returns the rule's name with its version; a rule that judges differently has another name. */
  String name();

  /**
   * Whether it may leave other text than it was given of what it keeps. A stage that applies it
   * then keeps what it leaves beside the documents.
   */
  default boolean edits() {
    return false;
  }

  /** Judges a text. */
  Verdict judge(CharSequence text);
}
