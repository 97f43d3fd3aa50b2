package org.estover.crawl.read;

import java.util.ArrayList;
import java.util.List;

/** What the items of the lists that are open begin with. */
final class ListMarks {
  private static final int UNORDERED = -1;

  private final List<Integer> numbers = new ArrayList<>();

  void begin(boolean ordered) {
    numbers.add(ordered ? 0 : UNORDERED);
  }

  void end() {
    if (!numbers.isEmpty()) {
      numbers.remove(numbers.size() - 1);
    }
  }

  String next() {
    if (numbers.isEmpty()) {
      return "- ";
    }
    int last = numbers.size() - 1;
    String indent = "  ".repeat(Math.min(last, 10));
    int number = numbers.get(last);
    if (number == UNORDERED) {
      return indent + "- ";
    }
    numbers.set(last, number + 1);
    return indent + (number + 1) + ". ";
  }
}
