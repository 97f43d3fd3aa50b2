package org.estover.crawl.filter;

/** A rule that keeps or drops a text by looking at it alone; thread-safe and repeatable. */
public interface Filter {
  /** Returns the rule's name with its version; a rule that judges differently has another name. */
  String name();

  /** Judges a text. */
  Verdict judge(CharSequence text);
}
