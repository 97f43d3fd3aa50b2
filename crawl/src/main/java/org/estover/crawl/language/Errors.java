package org.estover.crawl.language;

import java.util.SortedSet;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException unknownLanguage(String tag, SortedSet<String> known) {
    return new IllegalArgumentException(
        "no language \"" + tag + "\" is told apart; there are: " + String.join(", ", known));
  }

  static IllegalArgumentException noProbability(double value) {
    return new IllegalArgumentException("a probability is from 0 to 1, not " + value);
  }

  static IllegalStateException notAModel(String resource, String expected, String found) {
    return new IllegalStateException(
        resource + " starts with \"" + found + "\", not \"" + expected + "\"; build it anew");
  }
}
