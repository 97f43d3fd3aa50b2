package org.estover.tokenize.release;

import java.util.ArrayList;
import java.util.List;

/** Findings up to a limit, behind which a check may stop. */
final class Findings {
  private final int limit;
  private final List<Finding> list = new ArrayList<>();

  Findings(int limit) {
    this.limit = limit;
  }

  void add(Finding finding) {
    if (!isFull()) {
      list.add(finding);
    }
  }

  boolean isFull() {
    return list.size() >= limit;
  }

  int size() {
    return list.size();
  }

  List<Finding> list() {
    return List.copyOf(list);
  }
}
